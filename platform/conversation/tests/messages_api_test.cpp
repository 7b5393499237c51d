// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api_fixture.h"

namespace kith::conversation {
namespace {

constexpr const char* thread_path = "/conversations/{conversation_id}/messages";
constexpr const char* reply_path = "/conversations/{conversation_id}/replies";
constexpr const char* note_path = "/conversations/{conversation_id}/notes";

class MessagesApiTest : public ApiFixture {
 protected:
  void SetUp() override {
    ApiFixture::SetUp();
    chris = add_person("Chris");
    conversation = add_conversation(chris);
  }

  Json thread(Json input = Json::object()) {
    input["conversation_id"] = text_of(conversation);
    return get(thread_path, input);
  }
  static Json ids_of(const Json& page) {
    Json ids = Json::array();
    for (const Json& item : page["items"]) {
      ids.push_back(item["id"]);
    }
    return ids;
  }
  /// The ids of the whole thread, page by page.
  Json paged(const char* order, int limit) {
    Json ids = Json::array();
    Json input = {{"order", order}, {"limit", limit}};
    for (int pages = 0; pages < 100; ++pages) {
      const Json page = thread(input);
      EXPECT_LE(page["items"].size(), static_cast<std::size_t>(limit));
      for (const Json& id : ids_of(page)) {
        ids.push_back(id);
      }
      if (!page.contains("next")) {
        return ids;
      }
      input["cursor"] = page["next"];
    }
    ADD_FAILURE() << "the thread never ends";
    return ids;
  }
  Json note(const char* text) {
    return post(note_path, {{"conversation_id", text_of(conversation)}, {"text", text}});
  }

  PersonId chris;
  ConversationId conversation;
};

TEST_F(MessagesApiTest, shows_a_message_with_its_author_and_files) {
  const MessageId id = add_inbound(conversation);
  execute(
      fmt::format("INSERT INTO attachment VALUES(3, {}, 'lid.jpg', 'image/jpeg', 10, x'00', "
                  "'', 'here'); UPDATE message SET html = '<p>hi</p>'",
                  id.value));
  const Json page = thread();
  const Json& message = page["items"][0];
  EXPECT_EQ(message["id"], text_of(id));
  EXPECT_EQ(message["conversation_id"], text_of(conversation));
  EXPECT_EQ(message["direction"], "inbound");
  EXPECT_EQ(message["author"], "Chris");
  EXPECT_EQ(message["person_id"], text_of(chris));
  EXPECT_EQ(message["html"], "<p>hi</p>");
  EXPECT_EQ(message["needs_reply"], true);
  EXPECT_EQ(message["is_erased"], false);
  EXPECT_EQ(message["attachments"][0]["name"], "lid.jpg");
  EXPECT_FALSE(message.contains("member_id"));
}

TEST_F(MessagesApiTest, pages_a_merged_whole_from_either_end_without_gap_or_duplicate) {
  const ConversationId other = add_conversation(add_person("Kim"));
  const ConversationId third = add_conversation(add_person("Sam"));
  std::vector<std::int64_t> all;
  for (int place = 0; place < 20; ++place) {
    const ConversationId to = place % 5 == 0 ? third : place % 2 == 0 ? other : conversation;
    all.push_back(add_inbound(to).value);
  }
  must(MergeConversations{.from = third, .into = other});
  must(MergeConversations{.from = other, .into = conversation});
  Json oldest = Json::array();
  for (const std::int64_t id : all) {
    oldest.push_back(fmt::to_string(id));
  }
  Json newest = oldest;
  std::ranges::reverse(newest);
  for (const int limit : {1, 3, 7, 19, 20, 21}) {
    EXPECT_EQ(paged("oldest", limit), oldest) << limit;
    EXPECT_EQ(paged("newest", limit), newest) << limit;
  }
  const Json part = get(thread_path, {{"conversation_id", text_of(third)}});
  EXPECT_EQ(part["items"].size(), 20U);
  EXPECT_EQ(part["items"][0]["conversation_id"], text_of(conversation));
}

TEST_F(MessagesApiTest, refuses_a_cursor_of_the_other_end) {
  add_inbound(conversation);
  add_inbound(conversation);
  const Json page = thread({{"limit", 1}});
  EXPECT_EQ(refused(HttpMethod::get, thread_path,
                    {{"conversation_id", text_of(conversation)},
                     {"order", "oldest"},
                     {"cursor", page["next"]}}),
            ErrorCode::invalid);
}

TEST_F(MessagesApiTest, shows_notes_to_nobody_without_the_right_to_see_them) {
  const MessageId question = add_inbound(conversation);
  const Json written = note("Between us.");
  EXPECT_EQ(written["text"], "Between us.");
  EXPECT_EQ(written["member_id"], "7");
  EXPECT_EQ(ids_of(thread()), (Json{written["id"], text_of(question)}));
  caller = caller_without(note_read);
  EXPECT_EQ(ids_of(thread()), Json{text_of(question)});
  EXPECT_EQ(ids_of(get("/messages", {{"ids", {written["id"], text_of(question)}}})),
            Json{text_of(question)});
  EXPECT_FALSE(get("/conversations", Json::object()).dump().contains("Between us."));
  EXPECT_FALSE(get("/conversations/{conversation_id}", {{"conversation_id", text_of(conversation)}})
                   .dump()
                   .contains("Between us."));
  EXPECT_EQ(note("And mine.")["text"], "And mine.");
}

TEST_F(MessagesApiTest, sends_a_reply_signed_by_who_writes_it) {
  const MessageId question = add_inbound(conversation);
  const Json written = post(
      reply_path,
      {{"conversation_id", text_of(conversation)}, {"text", "Yes."}, {"seen", text_of(question)}});
  EXPECT_EQ(written["delivery"], "held");
  EXPECT_EQ(written["author"], "Ada");
  EXPECT_EQ(written["not_before"], "2026-09-21T14:13:30Z");
  EXPECT_EQ(refused(HttpMethod::post, reply_path,
                    {{"conversation_id", text_of(conversation)},
                     {"text", "Yes."},
                     {"seen", text_of(question)}}),
            ErrorCode::conflict);
  const Json undone = post("/messages/{message_id}/undo", {{"message_id", written["id"]}});
  EXPECT_EQ(undone["delivery"], "undone");
  EXPECT_EQ(undone["text"], "Yes.");
  EXPECT_EQ(ids_of(thread()), Json{text_of(question)});
}

TEST_F(MessagesApiTest, holds_a_reply_as_long_as_asked) {
  add_inbound(conversation);
  caller.member = grace;
  const Json input = {{"conversation_id", text_of(conversation)},
                      {"text", "Yes."},
                      {"seen", text_of(row(conversation).exchange.last_message)},
                      {"hold_seconds", 0}};
  EXPECT_EQ(post(reply_path, input)["not_before"], "2026-09-21T14:13:20Z");
  Json later = input;
  later["seen"] = text_of(row(conversation).exchange.last_message);
  later["send_at"] = "2026-09-22T08:00:00Z";
  EXPECT_EQ(post(reply_path, later)["not_before"], "2026-09-22T08:00:00Z");
  later["hold_seconds"] = 31;
  EXPECT_EQ(refused(HttpMethod::post, reply_path, later), ErrorCode::invalid);
}

TEST_F(MessagesApiTest, lets_nobody_sign_who_is_no_colleague) {
  caller.member = {};
  EXPECT_EQ(refused(HttpMethod::post, reply_path,
                    {{"conversation_id", text_of(conversation)}, {"text", "Yes."}}),
            ErrorCode::rule);
}

TEST_F(MessagesApiTest, shows_of_an_erased_message_that_it_was_there) {
  add_inbound(conversation);
  execute("UPDATE message SET text = '', erased_at = 5");
  const Json page = thread();
  EXPECT_EQ(page["items"][0]["is_erased"], true);
  EXPECT_EQ(page["items"][0]["text"], "");
}

TEST_F(MessagesApiTest, fetches_at_most_a_hundred_messages_by_id) {
  Json ids = Json::array();
  for (int id = 1; id <= 101; ++id) {
    ids.push_back(fmt::to_string(id));
  }
  EXPECT_EQ(refused(HttpMethod::get, "/messages", {{"ids", ids}}), ErrorCode::invalid);
  ids.erase(0);
  EXPECT_EQ(get("/messages", {{"ids", ids}})["items"].size(), 0U);
}

TEST_F(MessagesApiTest, shows_nothing_of_a_deleted_conversation) {
  const MessageId id = add_inbound(conversation);
  execute("UPDATE conversation SET deleted_at = 1");
  EXPECT_EQ(get("/messages", {{"ids", {text_of(id)}}})["items"].size(), 0U);
  EXPECT_EQ(refused(HttpMethod::get, thread_path, {{"conversation_id", text_of(conversation)}}),
            ErrorCode::not_found);
}

}  // namespace
}  // namespace kith::conversation
