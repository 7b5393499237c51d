// SPDX-License-Identifier: Apache-2.0
#include "conversation/attachment.h"

#include <gmock/gmock.h>

#include "conversation/erase_purge.h"
#include "conversation/message_text.h"
#include "conversation/tests/api_fixture.h"

namespace kith::conversation {
namespace {

class AttachmentTest : public ApiFixture {
 protected:
  void SetUp() override {
    ApiFixture::SetUp();
    conversation = add_conversation(add_person("Chris"));
    question = add_inbound(conversation);
  }

  Result<AttachmentId> try_upload(std::string_view bytes, MemberId member = ada) {
    const Sha256 hash = blobs.put(bytes).value();
    return in_transaction([&](store::Transaction& transaction) {
      return add_upload(transaction, *mints, blobs,
                        {.member = member,
                         .name = "lid.png",
                         .media_type = "image/png",
                         .bytes = static_cast<std::int64_t>(bytes.size()),
                         .sha256 = hash});
    });
  }
  AttachmentId upload(std::string_view bytes, MemberId member = ada) {
    return try_upload(bytes, member).value();
  }
  Json reply_with(const std::vector<AttachmentId>& files) {
    Json ids = Json::array();
    for (const AttachmentId file : files) {
      ids.push_back(text_of(file));
    }
    return {{"conversation_id", text_of(conversation)},
            {"text", "Here it is."},
            {"seen", text_of(newest())},
            {"attachments", ids}};
  }
  MessageId newest() { return {number("SELECT max(id) FROM message WHERE direction <> 2")}; }
  Json reply(const std::vector<AttachmentId>& files) {
    return post("/conversations/{conversation_id}/replies", reply_with(files));
  }
  ErrorCode refused_reply(const std::vector<AttachmentId>& files) {
    return refused(HttpMethod::post, "/conversations/{conversation_id}/replies", reply_with(files));
  }
  Result<AttachmentFile> find(AttachmentId id) {
    return in_transaction([&](store::Transaction& transaction) {
      return find_attachment_file(transaction.reader(), id, caller);
    });
  }
  void erase(const Json& message) {
    ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) {
                  return erase_text(transaction, {std::stoll(message["id"].get<std::string>())});
                }).value());
  }
  void purge() {
    Purge run(path(), [this](std::string_view sha256) { return blobs.remove(sha256); }, {});
    while (run.step(*writer).value()) {
    }
  }

  store::BlobFolder blobs{folder.file("blobs")};
  ConversationId conversation;
  MessageId question;
};

TEST_F(AttachmentTest, goes_with_a_reply_and_is_told_wherever_the_reply_is) {
  const AttachmentId file = upload("a picture");
  const Json message = reply({file});
  ASSERT_EQ(message["attachments"].size(), 1U) << message;
  EXPECT_EQ(message["attachments"][0], (Json{{"id", text_of(file)},
                                             {"name", "lid.png"},
                                             {"media_type", "image/png"},
                                             {"bytes", 9},
                                             {"state", "stored"},
                                             {"path", "/api/v1/attachments/" + text_of(file)}}));
  EXPECT_EQ(number("SELECT count(*) FROM upload"), 0);
  clock.advance(std::chrono::minutes(1));
  const auto due = in_transaction([&](store::Transaction& transaction) {
                     return take_due(transaction, clock.now(), 10);
                   }).value();
  ASSERT_EQ(due.size(), 1U);
  ASSERT_EQ(due[0].attachments.size(), 1U);
  EXPECT_EQ(due[0].attachments[0].path, "/api/v1/attachments/" + text_of(file));
}

TEST_F(AttachmentTest, is_its_writers_upload_or_was_said_in_this_conversation) {
  EXPECT_EQ(refused_reply({upload("another's", grace)}), ErrorCode::rule);
  EXPECT_EQ(refused_reply({{4711}}), ErrorCode::rule);
  EXPECT_EQ(number("SELECT count(*) FROM outbox"), 0) << "refused as a whole";

  const AttachmentId file = upload("a picture");
  const Json first = reply({file});
  const Json second = reply({file});
  EXPECT_NE(second["attachments"][0]["id"], first["attachments"][0]["id"]);
  EXPECT_EQ(find({std::stoll(second["attachments"][0]["id"].get<std::string>())}).value().sha256,
            find(file).value().sha256);

  conversation = add_conversation(add_person("Kim"));
  question = add_inbound(conversation);
  EXPECT_EQ(refused_reply({file}), ErrorCode::rule) << "of another conversation";
}

TEST_F(AttachmentTest, of_a_note_never_leaves_and_is_for_those_who_read_notes) {
  const Json note = post("/conversations/{conversation_id}/notes",
                         {{"conversation_id", text_of(conversation)}, {"text", "look"}});
  const AttachmentId file = upload("for colleagues");
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) {
    return attach_upload(transaction, file, ada, {std::stoll(note["id"].get<std::string>())});
  }));
  EXPECT_EQ(refused_reply({file}), ErrorCode::rule);
  EXPECT_TRUE(find(file));
  caller = caller_without(note_read);
  EXPECT_EQ(find(file).error().code, ErrorCode::not_found);
}

TEST_F(AttachmentTest, is_given_out_to_its_uploader_then_to_whoever_reads_the_message) {
  const AttachmentId file = upload("a picture");
  EXPECT_EQ(find(file).value().name, "lid.png");
  caller.member = grace;
  EXPECT_EQ(find(file).error().code, ErrorCode::not_found);
  caller.member = ada;
  reply({file});
  caller.member = grace;
  EXPECT_TRUE(find(file));
  execute(fmt::format("UPDATE conversation SET deleted_at = 1 WHERE id = {}", conversation.value));
  EXPECT_EQ(find(file).error().code, ErrorCode::not_found);
  execute("UPDATE conversation SET deleted_at = 0; UPDATE person SET erased_at = 1");
  EXPECT_EQ(find(file).error().code, ErrorCode::not_found) << "its reader is being erased";
  caller = caller_without(conversation_read);
  EXPECT_EQ(find(file).error().code, ErrorCode::forbidden);
}

TEST_F(AttachmentTest, goes_with_the_last_message_that_has_its_content) {
  const Json first = reply({upload("the same")});
  const Json second = reply({upload("the same")});
  const std::string hash(bytes_of(sha256("the same")));
  erase(first);
  purge();
  EXPECT_TRUE(blobs.has(hash)) << "the second has it";
  erase(second);
  EXPECT_TRUE(blobs.has(hash)) << "until the purge";
  purge();
  EXPECT_FALSE(blobs.has(hash));
  EXPECT_EQ(number("SELECT count(*) FROM erased_blob"), 0);
}

TEST_F(AttachmentTest, that_nobody_attached_is_gone_after_a_day) {
  const AttachmentId file = upload("forgotten");
  const auto collect = [this] {
    return in_transaction([](store::Transaction& transaction) {
             return collect_uploads(transaction, transaction.now(), 100);
           })
        .value();
  };
  clock.advance(std::chrono::hours(23));
  const AttachmentId later = upload("not yet");
  EXPECT_EQ(collect(), 0);
  clock.advance(std::chrono::hours(2));
  EXPECT_EQ(collect(), 1);
  EXPECT_EQ(find(file).error().code, ErrorCode::not_found);
  EXPECT_TRUE(find(later));
  purge();
  EXPECT_FALSE(blobs.has(bytes_of(sha256("forgotten"))));
  EXPECT_TRUE(blobs.has(bytes_of(sha256("not yet"))));
}

TEST_F(AttachmentTest, is_noted_only_while_its_bytes_are_there) {
  const std::string hash(bytes_of(blobs.put("removed meanwhile").value()));
  ASSERT_TRUE(blobs.remove(hash));
  const auto noted = in_transaction([&](store::Transaction& transaction) {
    return add_upload(transaction, *mints, blobs,
                      {.member = ada, .name = "x", .sha256 = sha256("removed meanwhile")});
  });
  ASSERT_FALSE(noted);
  EXPECT_EQ(noted.error().code, ErrorCode::conflict);
}

TEST_F(AttachmentTest, waits_in_bounds) {
  execute(
      fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                  "{}) INSERT INTO upload SELECT i, 7, 'x', 'y', 1, x'aa', {} FROM n",
                  most_waiting_files - 1, clock.now().microseconds));
  EXPECT_TRUE(try_upload("the last one"));
  EXPECT_EQ(try_upload("one too many").error().code, ErrorCode::too_many);
  EXPECT_TRUE(try_upload("somebody else's", grace));
  execute("DELETE FROM upload");
  execute(fmt::format("INSERT INTO upload VALUES(1, 7, 'x', 'y', {}, x'aa', {})",
                      most_waiting_bytes, clock.now().microseconds));
  EXPECT_EQ(try_upload("too many bytes").error().code, ErrorCode::too_many);
}

TEST_F(AttachmentTest, has_a_number_that_no_upload_had_before) {
  const AttachmentId file = upload("a picture");
  Mints again = Mints::open(writer->connection()).value();
  EXPECT_GT(again.next_attachment(clock.now()).value, file.value);
}

}  // namespace
}  // namespace kith::conversation
