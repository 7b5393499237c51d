// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/events.h>

#include "conversation/message_text.h"
#include "conversation/search.h"
#include "conversation/search_index.h"
#include "conversation/search_indexer.h"
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
    writer->on_publish([this](std::vector<store::LoggedEvent> committed) {
      log.insert(log.end(), committed.begin(), committed.end());
      ring.publish(std::move(committed));
    });
    open_indexer({});
  }

  void open_indexer(SearchIndexer::Settings settings) {
    auto created = SearchIndexer::create(settings, *writer, readers, ring);
    ASSERT_TRUE(created) << created.error().message << created.error().detail;
    indexer = std::move(*created);
  }
  /// Has everything in the index that was written so far.
  void index_all() {
    Result<bool> stepped = true;
    while (stepped && *stepped) {
      stepped = indexer->step();
    }
    ASSERT_TRUE(stepped) << stepped.error().message << stepped.error().detail;
  }

  Result<SearchResult> try_search(const SearchRequest& request, const SearchLimits& limits = {}) {
    store::ReaderPool::Lease lease = KITH_TRY(readers.acquire());
    return search(*lease, request, limits);
  }
  static SearchRequest request_for(std::string_view words) {
    return {.query = text::parse_query(words).value(), .limit = 1'000};
  }
  /// What a search finds, in its order.
  std::vector<MessageId> ids_of(const SearchRequest& request, const SearchLimits& limits = {}) {
    const Result<SearchResult> result = try_search(request, limits);
    EXPECT_TRUE(result) << result.error().message << " " << result.error().detail;
    std::vector<MessageId> ids;
    for (const Found& each : result ? result->found : std::vector<Found>()) {
      ids.push_back(each.row.message);
    }
    return ids;
  }
  std::vector<MessageId> find(std::string_view words) { return ids_of(request_for(words)); }

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

  store::ReaderPool readers{{.path = path()}, registry, clock};
  events::EventRing ring;
  std::unique_ptr<SearchIndexer> indexer;
};

}  // namespace kith::conversation
