// SPDX-License-Identifier: Apache-2.0
#include "case.h"

#include <gtest/gtest.h>

#include "clocks.h"

namespace kith::service {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Time monday{1'767'571'200'000'000};  // 2026-01-05T00:00:00Z

Time on_monday(int hour, int minute = 0) {
  return monday + hours(hour) + minutes(minute);
}

Ask asked(std::int64_t message, Time when, std::int64_t thread = 7) {
  return {.message = {message}, .thread = {thread}, .asked_at = when};
}

Case fresh() {
  return {.conversation = {7}};
}

Case waiting_case() {
  Case row = fresh();
  row.ask(asked(1, on_monday(9)), Origin::live, 100);
  return row;
}

TEST(CaseRules, a_question_opens_a_case_and_waits) {
  const Case row = waiting_case();
  EXPECT_EQ(row.state(), CaseState::waiting);
  EXPECT_EQ(row.opening.by, 100);
  EXPECT_EQ(row.opening.message, MessageId{1});
  EXPECT_EQ(row.waiting_since, on_monday(9));
  EXPECT_TRUE(row.effects.sets_targets);
  EXPECT_TRUE(row.is_running());
  EXPECT_EQ(fresh().state(), CaseState::none);
}

TEST(CaseRules, a_second_question_does_not_make_the_wait_younger) {
  Case row = waiting_case();
  row.effects = {};
  row.ask(asked(2, on_monday(10)), Origin::live, 101);
  EXPECT_EQ(row.waiting_since, on_monday(9));
  EXPECT_EQ(row.opening.by, 100);
  EXPECT_FALSE(row.effects.sets_targets);
}

TEST(CaseRules, a_reply_answers_what_its_writer_could_have_seen) {
  Case row = waiting_case();
  row.ask(asked(5, on_monday(9, 30)), Origin::live, 101);
  const std::vector<Ask> answered = row.answer({{4}, {11}, on_monday(10)});
  ASSERT_EQ(answered.size(), 1U);
  EXPECT_EQ(answered[0].message, MessageId{1});
  EXPECT_EQ(row.state(), CaseState::waiting);
  EXPECT_EQ(row.waiting_since, on_monday(9, 30));
  EXPECT_EQ(row.first_reply.minutes, 60);
  EXPECT_FALSE(row.effects.ends_wait);
  row.answer({{6}, {11}, on_monday(11)});
  EXPECT_EQ(row.state(), CaseState::answered);
  EXPECT_TRUE(row.effects.ends_wait);
  EXPECT_EQ(row.first_reply.at, on_monday(10));
  EXPECT_EQ(row.replies, 2);
}

TEST(CaseRules, a_reply_that_was_written_before_the_question_is_no_first_reply) {
  Case row = fresh();
  row.ask(asked(5, on_monday(9)), Origin::live, 100);
  EXPECT_TRUE(row.answer({{4}, {11}, on_monday(9, 1)}).empty());
  EXPECT_FALSE(row.first_reply.at);
  EXPECT_EQ(row.state(), CaseState::waiting);
}

TEST(CaseRules, thanks_and_resolving_let_questions_go_which_a_reply_still_answers) {
  Case row = waiting_case();
  row.let_go();
  EXPECT_EQ(row.state(), CaseState::answered);
  EXPECT_FALSE(row.first_reply.at);
  EXPECT_EQ(row.answer({{2}, {11}, on_monday(12)}).size(), 1U);
  EXPECT_EQ(row.first_reply.minutes, 180);
  Case resolved = waiting_case();
  resolved.set_status(Status::resolved, on_monday(10), Cause::member);
  EXPECT_EQ(resolved.state(), CaseState::resolved);
  EXPECT_FALSE(resolved.waiting_since);
  resolved.set_status(Status::open, on_monday(11), Cause::member);
  EXPECT_EQ(resolved.state(), CaseState::answered);
}

TEST(CaseRules, taking_one_question_back_leaves_the_wait_to_the_next) {
  Case row = waiting_case();
  row.ask(asked(2, on_monday(10)), Origin::live, 101);
  row.let_go(MessageId{1});
  EXPECT_EQ(row.waiting_since, on_monday(10));
  row.withdraw(MessageId{2});
  EXPECT_EQ(row.state(), CaseState::answered);
  EXPECT_TRUE(row.has_asked(MessageId{1}));
  EXPECT_FALSE(row.has_asked(MessageId{2}));
}

TEST(CaseRules, pauses_stop_and_start_the_clocks) {
  Case row = waiting_case();
  row.targets.reply_due = on_monday(13);
  row.targets.resolution_due = on_monday(17);
  row.set_status(Status::pending, on_monday(10), Cause::member);
  EXPECT_FALSE(row.is_running());
  EXPECT_EQ(row.due_at(), Time{});
  EXPECT_TRUE(row.effects.stops_clocks);
  row.set_status(Status::snoozed, on_monday(11), Cause::member);
  EXPECT_TRUE(row.is_running()) << "being put away is our choice";
  row.set_status(Status::open, on_monday(12), Cause::timer);
  ASSERT_EQ(row.pauses.size(), 1U);
  row.answer({{2}, {11}, on_monday(12, 30)});
  EXPECT_EQ(row.first_reply.minutes, 150);
  row.set_status(Status::pending, on_monday(13), Cause::member);
  row.set_status(Status::resolved, on_monday(20), Cause::member);
  EXPECT_EQ(row.resolution.minutes, 180) << "9 to 10 and 11 to 13";
}

TEST(CaseRules, a_resolved_case_that_opens_again_is_counted_but_not_after_a_merge) {
  Case row = waiting_case();
  row.set_status(Status::resolved, on_monday(10), Cause::member);
  EXPECT_TRUE(row.effects.resolves);
  EXPECT_EQ(row.resolution.minutes, 60);
  row.set_status(Status::open, on_monday(12), Cause::message);
  EXPECT_EQ(row.resolution.reopened, 1);
  EXPECT_FALSE(row.resolution.at);
  row.set_status(Status::resolved, on_monday(13), Cause::member);
  EXPECT_EQ(row.resolution.minutes, 120) << "the hours between count for nobody";
  row.set_status(Status::open, on_monday(14), Cause::merge);
  EXPECT_EQ(row.resolution.reopened, 1);
}

TEST(CaseRules, history_shows_minutes_and_nobody_waits) {
  Case row = fresh();
  row.ask(asked(1, on_monday(9)), Origin::history, 100);
  EXPECT_EQ(row.state(), CaseState::answered);
  EXPECT_FALSE(row.is_running());
  EXPECT_FALSE(row.effects.sets_targets);
  row.answer({{2}, {}, on_monday(9, 42)});
  EXPECT_EQ(row.first_reply.minutes, 42);
  EXPECT_FALSE(row.effects.is_first_reply);
  row.ask(asked(3, on_monday(20)), Origin::live, 200);
  EXPECT_EQ(row.state(), CaseState::waiting);
  EXPECT_EQ(row.opening.by, 200);
  EXPECT_FALSE(row.first_reply.at) << "a live question opens the case anew";
}

TEST(CaseRules, an_old_message_that_is_imported_later_leaves_a_live_case_alone) {
  Case row = waiting_case();
  row.effects = {};
  row.ask(asked(-5, on_monday(1)), Origin::history, 101);
  EXPECT_EQ(row.opening.by, 100);
  EXPECT_EQ(row.waiting_since, on_monday(9));
  EXPECT_EQ(row.answer({{-4}, {}, on_monday(2)}).size(), 1U);
  EXPECT_EQ(row.state(), CaseState::waiting);
}

TEST(CaseRules, a_flood_of_questions_keeps_the_start_of_the_wait_and_bounded_memory) {
  Case row = waiting_case();
  for (int message = 2; message <= 1000; ++message) {
    row.ask(asked(message, on_monday(9) + minutes(message)), Origin::live, message);
  }
  EXPECT_EQ(row.asks.size(), most_open_asks);
  EXPECT_EQ(row.waiting_since, on_monday(9));
  row.let_go(MessageId{1000});
  EXPECT_EQ(row.waiting_since, on_monday(9));
  row.answer({{1001}, {11}, on_monday(30)});
  EXPECT_EQ(row.state(), CaseState::answered);
}

TEST(CaseRules, what_is_due_next_is_the_earlier_target) {
  Case row = waiting_case();
  EXPECT_EQ(row.due_at(), Time{});
  row.targets.resolution_due = on_monday(17);
  EXPECT_EQ(row.due_at(), on_monday(17));
  row.targets.reply_due = on_monday(13);
  EXPECT_EQ(row.due_at(), on_monday(13));
  row.targets.reply_is_late = true;
  EXPECT_TRUE(row.is_overdue());
  row.answer({{2}, {11}, on_monday(14)});
  EXPECT_FALSE(row.is_overdue());
  EXPECT_EQ(row.due_at(), on_monday(17));
}

TEST(Clocks, take_the_pauses_out_and_count_whole_minutes) {
  const std::vector<Pause> pauses{{on_monday(10), on_monday(11)}, {on_monday(12), on_monday(13)}};
  EXPECT_EQ(running_time(nullptr, on_monday(9), on_monday(12, 30), pauses), minutes(120));
  EXPECT_EQ(running_time(nullptr, on_monday(10, 30), on_monday(10, 45), pauses), Duration{});
  EXPECT_EQ(running_time(nullptr, on_monday(9), on_monday(8), pauses), Duration{});
  const Calendar calendar = Calendar::office_hours();
  EXPECT_EQ(running_time(&calendar, on_monday(7), on_monday(18), pauses), hours(6));
  EXPECT_EQ(whole_minutes(std::chrono::seconds(119)), 1);
}

TEST(Clocks, put_a_due_time_off_by_each_pause_before_it) {
  const std::vector<Pause> pauses{{on_monday(10), on_monday(11)}, {on_monday(12), on_monday(13)}};
  EXPECT_EQ(due_after(nullptr, on_monday(9), hours(1), pauses), on_monday(10));
  EXPECT_EQ(due_after(nullptr, on_monday(9), minutes(61), pauses), on_monday(11, 1));
  EXPECT_EQ(due_after(nullptr, on_monday(9), hours(3), pauses), on_monday(14));
  EXPECT_EQ(due_after(nullptr, on_monday(10, 30), hours(1), pauses), on_monday(12));
  const Calendar calendar = Calendar::office_hours();
  EXPECT_EQ(due_after(&calendar, on_monday(16), hours(2), {}), on_monday(24 + 10));
}

}  // namespace
}  // namespace kith::service
