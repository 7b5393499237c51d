// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/events.h>

#include "conversation/message_text.h"
#include "conversation/search_index.h"
#include "conversation/search_tags.h"
#include "conversation/tests/conversation_fixture.h"

namespace kith::conversation {

/// A message as a test wants it; members left out are those of an ordinary English one.
struct Written {
  std::string text;
  std::string language = "en";
  ChannelId channel = api_channel;
  Direction direction = Direction::inbound;
  PersonId author = {};  ///< 0: the person of the conversation
  Time posted_at = {};   ///< 0: now; else it is history
};

/// A workspace whose messages are stored as intake stores them, with their events.
class SearchFixture : public ConversationFixture {
 protected:
  static constexpr Statement add_message{
      "test_add_message",
      "INSERT INTO message(id, conversation, identity, member, direction, delivery, needs_reply, "
      "posted_at, language, revision, erased_at, text, html, tags) "
      "VALUES($id, $conversation, $identity, $member, $direction, 0, 0, $posted_at, $language, 1, "
      "0, $text, NULL, $tags)"};
  static constexpr Statement find_identity{"test_find_identity",
                                           "SELECT min(id) FROM identity WHERE person = $person"};
  static constexpr Statement find_person_of{"test_find_person",
                                            "SELECT person FROM conversation WHERE id = $id"};

  void SetUp() override {
    static constexpr const Statement* own[] = {&add_message, &find_identity, &find_person_of};
    registry.add({"test", store::Rights::platform}, own);
    ConversationFixture::SetUp();
  }

  MessageId write(ConversationId thread, const Written& written) {
    return in_transaction([&](store::Transaction& transaction) {
             return write_in(transaction, thread, written);
           })
        .value();
  }

  Result<MessageId> write_in(store::Transaction& transaction, ConversationId thread,
                             const Written& written) {
    const Time at = written.posted_at ? written.posted_at : transaction.now();
    const MessageId id =
        written.posted_at ? KITH_TRY(mints->message_at(transaction, at)) : mints->next_message(at);
    const bool is_ours = written.direction != Direction::inbound;
    Reader& reader = transaction.reader();
    const std::int64_t person =
        written.author ? written.author.value
                       : KITH_TRY(reader.number(find_person_of, {{"id", thread}})).value_or(0);
    const std::int64_t identity =
        is_ours ? 0 : KITH_TRY(reader.number(find_identity, {{"person", person}})).value_or(0);
    KITH_CHECK(
        transaction.run(add_message, {{"id", id},
                                      {"conversation", thread},
                                      {"identity", identity},
                                      {"member", is_ours ? ada : MemberId{}},
                                      {"direction", static_cast<int>(written.direction)},
                                      {"posted_at", at},
                                      {"language", written.language},
                                      {"text", written.text},
                                      {"tags", message_tags(written.channel, written.language)}}));
    KITH_TRY(events::append_event(transaction, {}, thread.value,
                                  MessageAdded{.message_id = id,
                                               .thread_id = thread,
                                               .person_id = {is_ours ? 0 : person},
                                               .channel_id = written.channel,
                                               .direction = written.direction,
                                               .language = written.language,
                                               .posted_at = at}));
    return id;
  }

  void put_in_index(MessageId id) {
    const auto done = in_transaction(
        [&](store::Transaction& transaction) { return add_to_index(transaction, id); });
    ASSERT_TRUE(done) << done.error().detail;
  }
  bool has_index(MessageId id) {
    return in_transaction([&](store::Transaction& transaction) {
             return is_indexed(transaction.reader(), id);
           })
        .value();
  }
  /// How many messages the index finds for an expression of FTS5.
  std::int64_t found(const std::string& match) {
    return number("SELECT count(*) FROM message_search WHERE message_search MATCH '" + match + "'");
  }
  /// Compares what the index has with the messages that it was made from. FTS5 compares wholes, so
  /// for the comparison those that are not in yet, or were erased, are put in.
  void expect_whole_index() {
    store::Connection& connection = writer->connection();
    execute("BEGIN");
    execute(
        "INSERT INTO message_search(rowid, text, tags) SELECT id, text, tags FROM message "
        "WHERE id NOT IN (SELECT id FROM message_search_docsize) ORDER BY id");
    const auto checked = connection.execute(
        "INSERT INTO message_search(message_search, rank) VALUES('integrity-check', 1)");
    EXPECT_TRUE(checked) << checked.error().detail;
    execute("ROLLBACK");
  }
};

}  // namespace kith::conversation
