// SPDX-License-Identifier: Apache-2.0
#include "conversation/message_text.h"

#include <gtest/gtest.h>

#include "conversation/tests/search_fixture.h"

namespace kith::conversation {
namespace {

class MessageText : public SearchFixture {
 protected:
  void SetUp() override {
    SearchFixture::SetUp();
    thread = add_conversation(add_person("Ada"));
  }

  Result<std::int64_t> replace(MessageId id, const NewText& changed) {
    return in_transaction(
        [&](store::Transaction& transaction) { return replace_text(transaction, id, changed); });
  }
  Result<bool> erase(MessageId id) {
    return in_transaction(
        [&](store::Transaction& transaction) { return erase_text(transaction, id); });
  }

  /// Which rows the index was made from and which it finds, after whatever a test did.
  void expect_found(const std::string& match, std::int64_t count) {
    EXPECT_EQ(found(match), count) << match;
    expect_whole_index();
  }

  ConversationId thread;
};

TEST_F(MessageText, changed_before_the_index_had_it_stays_out_of_the_index) {
  const MessageId id = write(thread, {.text = "wrong word"});
  EXPECT_EQ(replace(id, {.text = "right word", .language = "de", .tags = "kithlangde"}).value(), 2);
  EXPECT_FALSE(has_index(id));
  EXPECT_EQ(number("SELECT count(*) FROM message_search_docsize"), 0);
  put_in_index(id);
  expect_found("right", 1);
  expect_found("wrong", 0);
  expect_found("tags : kithlangde", 1);
}

TEST_F(MessageText, changed_after_it_was_indexed_is_found_by_its_new_words_alone) {
  const MessageId id = write(thread, {.text = "wrong word"});
  put_in_index(id);
  ASSERT_TRUE(replace(id, {.text = "right word", .language = "de", .tags = "kithlangde"}));
  expect_found("right", 1);
  expect_found("word", 1);
  expect_found("wrong", 0);
  expect_found("kithlangen", 0);
  expect_found("kithlangde", 1);
}

TEST_F(MessageText, keeps_each_old_text_as_a_version) {
  clock.advance(std::chrono::seconds(5));
  const MessageId id = write(thread, {.text = "first"});
  clock.advance(std::chrono::seconds(5));
  ASSERT_TRUE(replace(id, {.text = "second", .html = "<p>second</p>", .needs_reply = true}));
  EXPECT_EQ(replace(id, {.text = "third"}).value(), 3);
  EXPECT_EQ(text("SELECT group_concat(revision || ':' || text, ' ') FROM message_version"),
            "1:first 2:second");
  EXPECT_EQ(number("SELECT min(replaced_at) FROM message_version"), clock.now().microseconds);
  EXPECT_EQ(text("SELECT text || revision || (html IS NULL) FROM message"), "third31");
}

TEST_F(MessageText, indexed_and_changed_in_one_group_of_the_writer_is_right_at_each_step) {
  const MessageId id = write(thread, {.text = "wrong word"});
  const auto done = in_transaction([&](store::Transaction& transaction) -> Result<bool> {
    KITH_CHECK(add_to_index(transaction, id));
    const bool was_in = KITH_TRY(is_indexed(transaction.reader(), id));
    KITH_TRY(replace_text(transaction, id, {.text = "right word"}));
    KITH_CHECK(add_to_index(transaction, id));
    return was_in;
  });
  EXPECT_TRUE(done.value());
  expect_found("right", 1);
  expect_found("wrong", 0);
}

TEST_F(MessageText, put_in_the_index_twice_is_in_it_once) {
  const MessageId id = write(thread, {.text = "only once"});
  put_in_index(id);
  put_in_index(id);
  expect_found("once", 1);
  ASSERT_TRUE(erase(id).value());
  expect_found("once", 0);
}

TEST_F(MessageText, erased_leaves_a_tombstone_and_nothing_it_said) {
  execute(fmt::format("UPDATE conversation SET subject = 'secret' WHERE id = {}", thread.value));
  const MessageId id = write(thread, {.text = "secret one"});
  put_in_index(id);
  ASSERT_TRUE(replace(id, {.text = "secret two", .html = "<b>secret</b>", .needs_reply = true}));
  execute(fmt::format(
      "INSERT INTO reading VALUES({0}, 'topic.secret', 'm', 1, 0, 0, '');"
      "INSERT INTO attachment VALUES(1, {0}, 'secret.png', 'image/png', 9, x'aa', 'u', 'stored');"
      "INSERT INTO attachment VALUES(2, {0}, 'secret.gif', 'image/gif', 0, x'', 'u', 'waiting')",
      id.value));
  clock.advance(std::chrono::seconds(1));
  ASSERT_TRUE(erase(id).value());
  expect_found("secret", 0);
  EXPECT_EQ(text("SELECT text || tags || language || needs_reply || (html IS NULL) FROM message"),
            "und01");
  EXPECT_EQ(number("SELECT erased_at FROM message"), clock.now().microseconds);
  EXPECT_EQ(number("SELECT count(*) FROM message_version"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM reading"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM attachment"), 0);
  EXPECT_EQ(text("SELECT hex(sha256) FROM erased_blob"), "AA");
  EXPECT_EQ(text("SELECT subject FROM conversation"), "");
  EXPECT_EQ(number("SELECT due_since FROM purge"), clock.now().microseconds);
}

TEST_F(MessageText, erased_before_the_index_had_it_never_gets_in) {
  const MessageId id = write(thread, {.text = "secret"});
  ASSERT_TRUE(erase(id).value());
  put_in_index(id);
  EXPECT_FALSE(has_index(id));
  expect_found("secret", 0);
}

TEST_F(MessageText, erased_twice_is_erased_once) {
  const MessageId id = write(thread, {.text = "secret"});
  EXPECT_TRUE(erase(id).value());
  EXPECT_FALSE(erase(id).value());
  EXPECT_FALSE(erase(MessageId{404}).value());
  EXPECT_EQ(number("SELECT revision FROM message"), 2);
}

TEST_F(MessageText, erased_is_not_changed_any_more) {
  const MessageId id = write(thread, {.text = "secret"});
  ASSERT_TRUE(erase(id).value());
  EXPECT_EQ(replace(id, {.text = "back again"}).error().code, ErrorCode::conflict);
  EXPECT_EQ(replace(MessageId{404}, {.text = "back again"}).error().code, ErrorCode::not_found);
  EXPECT_EQ(number("SELECT count(*) FROM message_version"), 0);
}

TEST_F(MessageText, subject_stays_until_the_message_goes_that_it_came_from) {
  const std::string subject = text("SELECT subject FROM conversation");
  const MessageId first = write(thread, {.text = "about it"});
  const MessageId second = write(thread, {.text = "and more"});
  ASSERT_TRUE(erase(second).value());
  EXPECT_EQ(text("SELECT subject FROM conversation"), subject);
  ASSERT_TRUE(erase(first).value());
  EXPECT_EQ(text("SELECT subject FROM conversation"), "");
}

TEST_F(MessageText, taken_out_with_other_words_than_it_was_put_in_with_would_be_noticed) {
  const MessageId id = write(thread, {.text = "these words"});
  put_in_index(id);
  const auto done = in_transaction([&](store::Transaction& transaction) {
    return remove_from_index(transaction, id, "other words", "");
  });
  ASSERT_TRUE(done);
  EXPECT_EQ(found("these"), 1);
  execute("DELETE FROM message");
  const auto checked = writer->connection().execute(
      "INSERT INTO message_search(message_search, rank) VALUES('integrity-check', 1)");
  EXPECT_FALSE(checked);
}

TEST_F(MessageText, a_refused_piece_leaves_the_index_as_it_was) {
  const MessageId id = write(thread, {.text = "still here"});
  put_in_index(id);
  const auto done = in_transaction([&](store::Transaction& transaction) -> Result<bool> {
    KITH_TRY(erase_text(transaction, id));
    return fail(ErrorCode::rule, "No.");
  });
  EXPECT_FALSE(done);
  expect_found("still", 1);
  EXPECT_EQ(text("SELECT text FROM message"), "still here");
}

}  // namespace
}  // namespace kith::conversation
