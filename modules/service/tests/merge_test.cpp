// SPDX-License-Identifier: Apache-2.0
#include "service_test.h"

namespace kith::service {
namespace {

using MergeTest = ServiceTest;

/// What the platform says when a merge is undone.
ConversationUnmerged unmerged(std::int64_t from, std::int64_t into, std::optional<Time> from_waits,
                              std::optional<Time> into_waits) {
  return {.from = {from},
          .into = {into},
          .from_waiting_since = from_waits,
          .into_waiting_since = into_waits};
}

TEST_F(MergeTest, the_whole_takes_over_the_wait) {
  bench.asks(1);
  bench.clock.advance(minutes(10));
  bench.asks(2);
  bench.answers(2);
  bench.merges(1, 2, at(0, 9));
  EXPECT_EQ(bench.state_of(1), CaseState::merged);
  const Case whole = bench.case_now(2);
  EXPECT_EQ(whole.state(), CaseState::waiting);
  EXPECT_EQ(whole.waiting_since, at(0, 9));
  EXPECT_EQ(bench.rows_of("service_counter"), "0 1 0 0 0\n");
  EXPECT_FALSE(bench.verbs.timers.contains("reply:1"));
  EXPECT_FALSE(bench.verbs.timers.contains("resolution:1"));
  EXPECT_TRUE(bench.verbs.timers.contains("reply:2"));
}

TEST_F(MergeTest, a_reply_in_the_whole_answers_both_and_undoing_keeps_that) {
  bench.asks(1);
  bench.asks(2);
  bench.merges(1, 2, at(0, 9));
  bench.clock.advance(minutes(30));
  bench.answers(2);
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM service_ask WHERE state = 2"), 2);
  bench.happens(2, unmerged(1, 2, std::nullopt, std::nullopt));
  for (const std::int64_t conversation : {1, 2}) {
    const Case row = bench.case_now(conversation);
    EXPECT_EQ(row.state(), CaseState::answered);
    EXPECT_EQ(row.first_reply.minutes, 30);
  }
  EXPECT_EQ(bench.told<FirstReplied>().size(), 1U);
}

TEST_F(MergeTest, takes_a_flood_of_questions_along_and_gives_it_back) {
  for (int each = 0; each < 70; ++each) {
    bench.asks(1);
  }
  bench.asks(2);
  bench.merges(1, 2, at(0, 9));
  bench.settle();
  const std::string of_the_whole = "SELECT count(*) FROM service_ask WHERE conversation = 2";
  EXPECT_EQ(bench.number(of_the_whole), 71);
  bench.happens(2, unmerged(1, 2, at(0, 9), at(0, 9)));
  bench.settle();
  EXPECT_EQ(bench.number(of_the_whole), 1);
  bench.answers(1);
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM service_ask WHERE state = 2"), 70);
  EXPECT_EQ(bench.state_of(2), CaseState::waiting);
}

TEST_F(MergeTest, undoing_gives_each_side_its_questions_back) {
  bench.asks(1);
  bench.clock.advance(minutes(5));
  bench.asks(2);
  bench.merges(1, 2, at(0, 9));
  bench.clock.advance(minutes(5));
  bench.asks(2, 1);
  bench.happens(2, unmerged(1, 2, at(0, 9), at(0, 9, 5)));
  EXPECT_EQ(bench.case_now(1).waiting_since, at(0, 9));
  EXPECT_EQ(bench.case_now(1).asks.size(), 2U);
  EXPECT_EQ(bench.case_now(2).waiting_since, at(0, 9, 5));
  bench.answers(1);
  EXPECT_EQ(bench.state_of(1), CaseState::answered);
  EXPECT_EQ(bench.state_of(2), CaseState::waiting);
  EXPECT_EQ(bench.rows_of("service_counter"), "0 1 1 0 0\n");
}

TEST_F(MergeTest, a_whole_without_a_question_of_its_own_borrows_the_opening) {
  bench.says(2);
  bench.asks(1);
  bench.merges(1, 2, at(0, 9));
  Case whole = bench.case_now(2);
  EXPECT_EQ(whole.state(), CaseState::waiting);
  EXPECT_EQ(whole.opening.thread, ConversationId{1});
  bench.clock.advance(minutes(7));
  bench.answers(2);
  EXPECT_EQ(bench.case_now(2).first_reply.minutes, 7);
  bench.happens(2, unmerged(1, 2, std::nullopt, std::nullopt));
  EXPECT_EQ(bench.state_of(2), CaseState::none);
  EXPECT_EQ(bench.case_now(1).first_reply.minutes, 7);
  EXPECT_EQ(bench.rows_of("service_counter"), "0 0 1 0 0\n");
}

TEST_F(MergeTest, nested_merges_come_apart_in_order) {
  bench.asks(1);
  bench.asks(2);
  bench.asks(3);
  bench.merges(1, 2, at(0, 9));
  bench.merges(2, 3, at(0, 9));
  EXPECT_EQ(bench.case_now(3).asks.size(), 3U);
  bench.happens(3, unmerged(2, 3, at(0, 9), at(0, 9)));
  EXPECT_EQ(bench.case_now(3).asks.size(), 1U);
  EXPECT_EQ(bench.case_now(2).asks.size(), 2U);
  bench.answers(2);
  EXPECT_EQ(bench.state_of(3), CaseState::waiting);
  EXPECT_EQ(bench.state_of(2), CaseState::answered);
  bench.happens(2, unmerged(1, 2, std::nullopt, std::nullopt));
  EXPECT_EQ(bench.state_of(1), CaseState::answered);
  EXPECT_TRUE(bench.case_now(1).first_reply.at);
}

TEST_F(MergeTest, a_part_of_a_part_can_leave_the_whole) {
  bench.asks(1);
  bench.asks(2);
  bench.asks(3);
  bench.merges(1, 2, at(0, 9));
  bench.merges(2, 3, at(0, 9));
  bench.happens(3, unmerged(1, 2, at(0, 9), at(0, 9)));
  EXPECT_EQ(bench.case_now(3).asks.size(), 2U);
  EXPECT_EQ(bench.case_now(1).asks.size(), 1U);
  EXPECT_EQ(bench.state_of(1), CaseState::waiting);
  EXPECT_EQ(bench.state_of(2), CaseState::merged);
  EXPECT_TRUE(bench.verbs.timers.contains("reply:1"));
  bench.answers(3);
  EXPECT_EQ(bench.state_of(3), CaseState::answered);
  EXPECT_EQ(bench.state_of(1), CaseState::waiting);
}

TEST_F(MergeTest, a_status_that_the_merge_changed_is_no_reopening_and_no_resolution) {
  bench.asks(1);
  bench.asks(2);
  bench.answers(2);
  bench.becomes(2, Status::resolved);
  bench.merges(1, 2, at(0, 9), Status::open);
  bench.becomes(2, Status::open, Cause::merge, {});
  const Case whole = bench.case_now(2);
  EXPECT_EQ(whole.state(), CaseState::waiting);
  EXPECT_EQ(whole.resolution.reopened, 0);
  EXPECT_EQ(bench.told<CaseResolved>().size(), 1U);
}

}  // namespace
}  // namespace kith::service
