// SPDX-License-Identifier: Apache-2.0
// A question that nobody answers costs a point, seven days after it came.
#include "sales_test.h"

namespace kith::sales {
namespace {

using UnansweredTest = SalesTest;

TEST_F(UnansweredTest, a_question_costs_a_point_after_seven_days) {
  const MessageId question = bench.asks(1);
  bench.passes(days(7) - minutes(1));
  EXPECT_TRUE(bench.told<LeftUnanswered>().empty());
  bench.passes(minutes(1));
  const auto told = bench.told<LeftUnanswered>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].second.message_id, question);
  EXPECT_EQ(told[0].second.due, day(7, 9));
  const Relationship row = bench.relationship(1);
  EXPECT_NEAR(static_cast<double>(row.tally.at(bench.clock.now()).ours), -one_point, 2);
  EXPECT_EQ(row.tally.at(bench.clock.now()).theirs, 0);
  bench.passes(days(30));
  EXPECT_EQ(bench.told<LeftUnanswered>().size(), 1U) << "once";
}

TEST_F(UnansweredTest, a_question_that_is_told_of_twice_costs_one_point) {
  bench.asks(1);
  bench.passes(days(7));
  const auto told = bench.told<LeftUnanswered>();
  ASSERT_EQ(told.size(), 1U);
  const std::string before = bench.rows_of("sales_relationship");
  bench.happens(told[0].first.subject, told[0].second);
  bench.settle();
  EXPECT_EQ(bench.held(), "");
  EXPECT_EQ(bench.rows_of("sales_relationship"), before);
  EXPECT_EQ(bench.rebuild_difference(), "");
}

TEST_F(UnansweredTest, an_answer_in_time_costs_nothing_and_needs_no_timer_any_more) {
  bench.asks(1);
  bench.settle();
  EXPECT_EQ(bench.verbs.timers.size(), 1U);
  bench.passes(days(6));
  bench.answers(1);
  bench.settle();
  EXPECT_TRUE(bench.verbs.timers.empty());
  bench.passes(days(30));
  EXPECT_TRUE(bench.told<LeftUnanswered>().empty());
}

TEST_F(UnansweredTest, a_late_answer_is_an_exchange_all_the_same) {
  bench.asks(1);
  bench.passes(days(8));
  bench.answers(1);
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM sales_act"), 2);
}

TEST_F(UnansweredTest, each_question_has_its_own_seven_days) {
  bench.asks(1);
  bench.passes(days(3));
  bench.asks(1);
  bench.passes(days(4));
  EXPECT_EQ(bench.told<LeftUnanswered>().size(), 1U);
  bench.passes(days(3));
  EXPECT_EQ(bench.told<LeftUnanswered>().size(), 2U);
}

TEST_F(UnansweredTest, an_answer_to_the_first_leaves_the_second_its_time) {
  bench.asks(1);
  const MessageId reply = bench.next_message();
  bench.passes(days(1));
  const MessageId second = bench.asks(1);
  bench.sends(reply, 1, anna);
  bench.passes(days(6));
  EXPECT_TRUE(bench.told<LeftUnanswered>().empty());
  bench.passes(days(1));
  const auto told = bench.told<LeftUnanswered>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].second.message_id, second);
}

TEST_F(UnansweredTest, whoever_says_thanks_or_is_resolved_was_not_left_alone) {
  bench.asks(1);
  bench.says(1);
  bench.asks(2);
  bench.happens(2, StatusChanged{.from = Status::open, .to = Status::resolved});
  const MessageId taken_back = bench.asks(3);
  bench.happens(3, MessageDeleted{.message_id = taken_back, .thread_id = {3}});
  bench.passes(days(8));
  EXPECT_TRUE(bench.told<LeftUnanswered>().empty());
}

TEST_F(UnansweredTest, what_somebody_else_says_in_the_thread_lets_nobody_go) {
  bench.asks(1);
  bench.says(2, 1);
  bench.passes(days(8));
  EXPECT_EQ(bench.told<LeftUnanswered>().size(), 1U);
}

TEST_F(UnansweredTest, history_costs_nothing) {
  bench.imports(1, Direction::inbound, day(-300));
  bench.passes(days(30));
  EXPECT_TRUE(bench.told<LeftUnanswered>().empty());
  EXPECT_TRUE(bench.verbs.timers.empty());
}

TEST_F(UnansweredTest, a_question_answered_in_a_whole_was_not_left_alone_in_its_part) {
  bench.asks(1);
  bench.happens(2, ConversationMerged{.from = {1}, .into = {2}});
  bench.answers(2);
  bench.passes(days(8));
  EXPECT_TRUE(bench.told<LeftUnanswered>().empty());
}

}  // namespace
}  // namespace kith::sales
