// SPDX-License-Identifier: Apache-2.0
// What moves a relationship and what does not, from the events of the log.
#include "sales_test.h"

namespace kith::sales {
namespace {

using LedgerTest = SalesTest;

constexpr Points half_point = one_point / 2;

/// What was done so far, without decay: at the moment of a single act nothing has decayed.
Worth worth_now(SalesBench& bench, std::int64_t person) {
  return bench.relationship(person).tally.at(bench.clock.now());
}

void expect_about(Points actual, Points wanted) {
  EXPECT_NEAR(static_cast<double>(actual), static_cast<double>(wanted), 2.0);
}

TEST_F(LedgerTest, a_question_that_a_colleague_answers_is_an_exchange_of_both) {
  const MessageId question = bench.asks(1);
  EXPECT_TRUE(bench.relationship(1).tally.is_empty());
  bench.clock.advance(hours(1));
  const MessageId reply = bench.answers(1);
  expect_about(worth_now(bench, 1).ours, half_point);
  expect_about(worth_now(bench, 1).theirs, half_point);
  EXPECT_EQ(bench.relationship(1).colleagues, 1);
  EXPECT_EQ(bench.number("SELECT message FROM sales_act"), question.value);
  EXPECT_EQ(bench.number("SELECT source FROM sales_act"), reply.value);
}

TEST_F(LedgerTest, each_exchange_counts_once_however_much_is_written) {
  bench.asks(1);
  bench.asks(1);
  bench.answers(1);
  bench.answers(1);
  bench.says(1);
  bench.answers(1);
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM sales_act"), 1);
  bench.asks(1);
  bench.answers(1);
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM sales_act"), 2);
}

TEST_F(LedgerTest, a_one_way_message_of_ours_is_worth_nothing_and_is_the_last_contact) {
  bench.says(1);
  const Worth before = worth_now(bench, 1);
  bench.clock.advance(hours(2));
  const MessageId pitch = bench.answers(1, ben);
  const Relationship after = bench.relationship(1);
  EXPECT_EQ(after.tally.at(bench.clock.now()).ours, before.ours);
  EXPECT_TRUE(after.tally.is_empty());
  EXPECT_EQ(after.colleagues, 0);
  EXPECT_EQ(after.last.message, pitch);
  EXPECT_EQ(after.last.member, ben);
  EXPECT_EQ(after.last.direction, Direction::outbound);
  EXPECT_EQ(after.last.channel, chat);
  EXPECT_EQ(after.last.at, bench.clock.now());
}

TEST_F(LedgerTest, what_bears_no_name_answers_nothing) {
  bench.asks(1);
  bench.answers(1, MemberId{});
  EXPECT_TRUE(bench.relationship(1).tally.is_empty());
  bench.answers(1, anna);
  EXPECT_FALSE(bench.relationship(1).tally.is_empty()) << "the question was still open";
}

TEST_F(LedgerTest, a_reply_answers_what_its_writer_could_have_seen) {
  const MessageId reply = bench.next_message();
  bench.asks(1);
  bench.sends(reply, 1, anna);
  EXPECT_TRUE(bench.relationship(1).tally.is_empty());
  bench.answers(1);
  EXPECT_FALSE(bench.relationship(1).tally.is_empty());
}

TEST_F(LedgerTest, each_person_who_asked_in_a_thread_has_an_exchange_of_their_own) {
  bench.asks(1);
  bench.asks(2, 1);
  bench.says(3, 1);
  bench.answers(1);
  expect_about(worth_now(bench, 1).theirs, half_point);
  expect_about(worth_now(bench, 2).theirs, half_point);
  EXPECT_TRUE(bench.relationship(3).tally.is_empty());
  EXPECT_EQ(bench.relationship(2).last.direction, Direction::outbound);
}

TEST_F(LedgerTest, distinct_colleagues_are_counted_once_each) {
  for (const MemberId member : {anna, ben, anna}) {
    bench.asks(1);
    bench.answers(1, member);
  }
  EXPECT_EQ(bench.relationship(1).colleagues, 2);
  EXPECT_EQ(bench.number("SELECT two_way FROM sales_tie WHERE member = 11"), 2);
}

TEST_F(LedgerTest, imported_history_makes_the_ledger_it_would_have_made) {
  bench.imports(1, Direction::inbound, day(-200));
  bench.imports(1, Direction::outbound, day(-199));
  const Relationship row = bench.relationship(1);
  EXPECT_EQ(row.last.at, day(-199));
  EXPECT_EQ(row.colleagues, 0) << "nobody knows who it was";
  const Worth then = row.tally.at(day(-199));
  expect_about(then.ours, half_point);
  EXPECT_LT(row.tally.at(day(0)).ours, then.ours / 4);
  EXPECT_TRUE(bench.verbs.timers.empty()) << "nobody waits in history";
}

TEST_F(LedgerTest, a_message_of_a_time_to_come_counts_as_of_now) {
  bench.adds(1, {.person_id = {1}, .posted_at = day(400)});
  EXPECT_EQ(bench.relationship(1).last.at, bench.clock.now());
}

TEST_F(LedgerTest, contact_is_the_newest_message_whatever_order_they_come_in) {
  bench.adds(1, {.person_id = {1}, .posted_at = day(-1)});
  const MessageId newest = bench.adds(1, {.person_id = {1}, .posted_at = day(0)});
  bench.adds(1, {.person_id = {1}, .posted_at = day(-3)});
  EXPECT_EQ(bench.relationship(1).last.message, newest);
}

TEST_F(LedgerTest, notes_among_colleagues_are_no_contact) {
  bench.adds(1, {.direction = Direction::note, .member_id = anna});
  EXPECT_EQ(bench.number("SELECT count(*) FROM sales_relationship"), 0);
}

TEST_F(LedgerTest, promises_count_when_they_end) {
  bench.settles_promise(71, 1, PromiseState::open);
  EXPECT_EQ(bench.relationship(1).kept, 0);
  bench.settles_promise(71, 1, PromiseState::kept);
  bench.settles_promise(72, 1, PromiseState::broken);
  bench.settles_promise(73, 1, PromiseState::released);
  const Relationship row = bench.relationship(1);
  EXPECT_EQ(row.kept, 1);
  EXPECT_EQ(row.broken, 1);
  expect_about(worth_now(bench, 1).ours, -3 * one_point);
}

TEST_F(LedgerTest, thanks_are_not_a_question) {
  bench.says(1);
  bench.answers(1);
  EXPECT_TRUE(bench.relationship(1).tally.is_empty());
}

TEST_F(LedgerTest, a_question_that_is_taken_back_or_edited_away_is_none) {
  const MessageId deleted = bench.asks(1);
  bench.happens(1, MessageDeleted{.message_id = deleted, .thread_id = {1}});
  const MessageId edited = bench.asks(1);
  bench.happens(1, MessageEdited{.message_id = edited,
                                 .needs_reply = false,
                                 .thread_id = {1},
                                 .person_id = {1},
                                 .posted_at = bench.clock.now()});
  bench.answers(1);
  EXPECT_TRUE(bench.relationship(1).tally.is_empty());
}

TEST_F(LedgerTest, a_message_that_becomes_a_question_can_be_answered) {
  const MessageId message = bench.says(1);
  bench.happens(1, MessageEdited{.message_id = message,
                                 .needs_reply = true,
                                 .thread_id = {1},
                                 .person_id = {1},
                                 .posted_at = bench.clock.now()});
  bench.answers(1);
  EXPECT_FALSE(bench.relationship(1).tally.is_empty());
  bench.happens(1, MessageEdited{.message_id = message,
                                 .needs_reply = true,
                                 .thread_id = {1},
                                 .person_id = {1},
                                 .posted_at = bench.clock.now()});
  EXPECT_TRUE(bench.thread(1).questions.empty()) << "it is answered already";
}

TEST_F(LedgerTest, a_reply_in_the_whole_answers_what_was_asked_in_its_parts) {
  bench.asks(1);
  bench.asks(2);
  bench.happens(2, ConversationMerged{.from = {1}, .into = {2}});
  bench.happens(3, ConversationMerged{.from = {2}, .into = {3}});
  bench.answers(3, anna, 3);
  EXPECT_FALSE(bench.relationship(1).tally.is_empty());
  EXPECT_FALSE(bench.relationship(2).tally.is_empty());
}

TEST_F(LedgerTest, a_merge_of_conversations_that_is_undone_leaves_each_its_own_questions) {
  bench.asks(1);
  bench.asks(2);
  bench.happens(2, ConversationMerged{.from = {1}, .into = {2}});
  bench.happens(2, ConversationUnmerged{.from = {1}, .into = {2}});
  bench.answers(2);
  EXPECT_TRUE(bench.relationship(1).tally.is_empty());
  EXPECT_FALSE(bench.relationship(2).tally.is_empty());
  EXPECT_TRUE(bench.thread(2).parts.empty());
}

TEST_F(LedgerTest, a_circle_of_merges_that_a_skipped_event_left_holds_nothing_up) {
  bench.asks(1);
  bench.asks(2);
  bench.happens(2, ConversationMerged{.from = {1}, .into = {2}});
  bench.happens(1, ConversationMerged{.from = {2}, .into = {1}});
  bench.answers(1);
  EXPECT_FALSE(bench.relationship(2).tally.is_empty());
}

TEST_F(LedgerTest, persons_are_summed_when_asked_so_that_merging_moves_no_row) {
  bench.add_customer(1);
  bench.add_customer(2);
  for (const std::int64_t person : {1, 2, 2}) {
    bench.asks(person);
    bench.answers(person, person == 1 ? anna : ben);
  }
  bench.settles_promise(71, 1, PromiseState::kept);
  const RelationshipView first = bench.card(1);
  const RelationshipView second = bench.card(2);
  const std::string rows = bench.projections();
  bench.merge_persons(1, 2);
  const RelationshipView both = bench.card(1);
  EXPECT_EQ(both.person_id, PersonId{2});
  EXPECT_NEAR(both.ours_hundredths, first.ours_hundredths + second.ours_hundredths, 1);
  EXPECT_EQ(both.promises_kept, 1);
  EXPECT_EQ(both.colleagues.size(), 2U);
  EXPECT_GT(both.strength, std::max(first.strength, second.strength));
  EXPECT_EQ(bench.projections(), rows);
  bench.unmerge_persons(1, 2);
  EXPECT_EQ(bench.projections(), rows);
  EXPECT_EQ(bench.card(1).ours_hundredths, first.ours_hundredths);
  EXPECT_EQ(bench.card(2).ours_hundredths, second.ours_hundredths);
}

// What the log says is the same in runs of any size, and each run commits.
TEST(Ledger, is_the_same_in_runs_of_every_size) {
  std::string expected;
  for (const std::size_t most_events : {1U, 3U, 4000U}) {
    SalesBench bench(most_events);
    SeededRandom random(5);
    for (int each = 0; each < 400; ++each) {
      const auto person = static_cast<std::int64_t>(1 + random.below(9));
      switch (random.below(8)) {
        case 0:
        case 1:
        case 2: bench.asks(person, static_cast<std::int64_t>(1 + random.below(9))); break;
        case 3: bench.says(person); break;
        case 4:
        case 5: bench.answers(person, random.below(2) == 0 ? anna : ben); break;
        case 6:
          bench.settles_promise(1000 + each, person,
                                random.below(3) == 0 ? PromiseState::broken : PromiseState::kept);
          break;
        default: bench.clock.advance(hours(random.below(72)));
      }
    }
    const std::string rows = bench.projections();
    EXPECT_EQ(bench.held(), "");
    EXPECT_EQ(bench.rebuild_difference(), "");
    expected = expected.empty() ? rows : expected;
    EXPECT_EQ(rows, expected) << most_events;
  }
}

}  // namespace
}  // namespace kith::sales
