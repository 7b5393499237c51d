// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_indexer.h"

#include <gmock/gmock.h>

#include "conversation/search_tail.h"
#include "conversation/tests/search_fixture.h"

namespace kith::conversation {
namespace {

using testing::ElementsAre;

class SearchIndexerTest : public SearchFixture {
 protected:
  void SetUp() override {
    SearchFixture::SetUp();
    thread = add_conversation(add_person("Ada"));
  }
  std::vector<MessageId> write_many(int count) {
    std::vector<MessageId> ids;
    for (int each = 0; each < count; ++each) {
      ids.push_back(write(thread, {.text = "word"}));
    }
    return ids;
  }
  std::int64_t indexed() { return number("SELECT count(*) FROM message_search_docsize"); }
  std::int64_t cursor() { return number("SELECT max(sequence) FROM search_cursor"); }
  SearchTail tail(std::size_t most = 1'000) {
    auto lease = readers.acquire();
    return read_search_tail(**lease, most).value();
  }

  ConversationId thread;
};

TEST_F(SearchIndexerTest, takes_in_what_waits_in_pieces_and_says_when_nothing_is_left) {
  open_indexer({.most_in_piece = 10});
  write_many(25);
  for (const std::int64_t count : {10, 20, 25}) {
    EXPECT_TRUE(indexer->step().value());
    EXPECT_EQ(indexed(), count);
    EXPECT_EQ(cursor(), count);
  }
  EXPECT_FALSE(indexer->step().value());
  EXPECT_EQ(indexer->behind(), 0);
  expect_whole_index();
}

TEST_F(SearchIndexerTest, goes_on_after_a_restart_where_it_had_come_to) {
  open_indexer({.most_in_piece = 10});
  write_many(25);
  ASSERT_TRUE(indexer->step().value());
  ring.start_at(writer->last_sequence());
  open_indexer({.most_in_piece = 10});
  index_all();
  EXPECT_EQ(indexed(), 25);
  expect_whole_index();
}

TEST_F(SearchIndexerTest, reads_the_log_where_the_ring_has_forgotten) {
  events::EventRing small(4);
  auto created = SearchIndexer::create({.most_in_piece = 10}, *writer, readers, small);
  ASSERT_TRUE(created);
  writer->on_publish(
      [&small](std::vector<store::LoggedEvent> events) { small.publish(std::move(events)); });
  write_many(25);
  while ((*created)->step().value()) {
  }
  EXPECT_EQ(indexed(), 25);
  expect_whole_index();
}

TEST_F(SearchIndexerTest, takes_in_replies_and_notes) {
  const MessageId inbound = write(thread, {.text = "a question"});
  must(SubmitReply{.conversation = thread, .text = "an answer", .sender = ada, .seen = inbound});
  must(AddNote{.conversation = thread, .text = "a remark", .author = ada});
  index_all();
  EXPECT_EQ(found("answer"), 1);
  EXPECT_EQ(found("remark"), 1);
  EXPECT_EQ(found("kithchannel1"), 3);
  expect_whole_index();
}

TEST_F(SearchIndexerTest, passes_over_messages_that_were_erased_meanwhile) {
  const std::vector<MessageId> ids = write_many(3);
  ASSERT_TRUE(in_transaction([&](store::Transaction& transaction) {
                return erase_text(transaction, ids[1]);
              }).value());
  index_all();
  EXPECT_EQ(indexed(), 2);
  EXPECT_TRUE(tail().ids.empty());
}

TEST_F(SearchIndexerTest, takes_history_in_whose_ids_lie_before_those_it_has) {
  const MessageId now = write(thread, {.text = "now"});
  index_all();
  const Time past = clock.now() - std::chrono::days(3);
  const MessageId late = write(thread, {.text = "then", .posted_at = past});
  const MessageId early = write(thread, {.text = "then", .posted_at = past - std::chrono::days(3)});
  index_all();
  EXPECT_TRUE(early < late && late < now);
  EXPECT_EQ(found("then"), 2);
  expect_whole_index();
}

TEST_F(SearchIndexerTest, does_not_write_for_every_event_without_a_message) {
  write_many(1);
  index_all();
  must(ChangeConversation{.conversation = thread, .status = Status::pending});
  EXPECT_TRUE(indexer->step().value());
  EXPECT_EQ(cursor(), 1);
  EXPECT_EQ(indexer->behind(), 0);
  EXPECT_FALSE(indexer->step().value());
  write_many(1);
  index_all();
  EXPECT_EQ(cursor(), writer->last_sequence());
}

TEST_F(SearchIndexerTest, a_failed_piece_is_done_again) {
  write_many(3);
  execute(
      "CREATE TEMP TRIGGER refuse BEFORE INSERT ON search_cursor BEGIN "
      "SELECT raise(ABORT, 'no'); END");
  EXPECT_FALSE(indexer->step());
  EXPECT_EQ(indexed(), 0);
  EXPECT_EQ(tail().ids.size(), 3U);
  execute("DROP TRIGGER refuse");
  EXPECT_TRUE(indexer->step().value());
  EXPECT_EQ(indexed(), 3);
  expect_whole_index();
}

TEST_F(SearchIndexerTest, rebuilds_the_index_from_the_log) {
  write_many(20);
  index_all();
  execute("INSERT INTO message_search(message_search) VALUES('delete-all')");
  ASSERT_TRUE(indexer->begin_rebuild());
  EXPECT_EQ(indexed(), 0);
  EXPECT_EQ(tail().ids.size(), 20U);
  EXPECT_EQ(find("word").size(), 20U);
  index_all();
  EXPECT_EQ(indexed(), 20);
  EXPECT_TRUE(tail().ids.empty());
  EXPECT_EQ(number("SELECT count(*) FROM search_block"), 1);
  expect_whole_index();
}

TEST_F(SearchIndexerTest, a_tail_beyond_what_may_be_read_is_cut_to_its_newest) {
  const std::vector<MessageId> ids = write_many(5);
  EXPECT_TRUE(tail(5).is_whole);
  const SearchTail cut = tail(2);
  EXPECT_FALSE(cut.is_whole);
  EXPECT_THAT(cut.ids, ElementsAre(ids[4].value, ids[3].value));
  const SearchResult result = try_search(request_for("word"), {.tail = 2}).value();
  EXPECT_FALSE(result.is_complete);
  EXPECT_EQ(result.found.size(), 2U);
}

TEST_F(SearchIndexerTest, with_a_thread_of_its_own_keeps_up_and_stops) {
  open_indexer({.enough = 3, .longest_wait = std::chrono::milliseconds(1), .most_in_piece = 4});
  writer->start();
  indexer->start();
  write_many(50);
  while (indexer->behind() > 0) {
    std::this_thread::yield();
  }
  indexer->stop();
  writer->stop();
  EXPECT_EQ(indexed(), 50);
  expect_whole_index();
}

}  // namespace
}  // namespace kith::conversation
