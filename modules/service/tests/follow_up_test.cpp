// SPDX-License-Identifier: Apache-2.0
#include "policies_api.h"
#include "service_test.h"

namespace kith::service {
namespace {

class FollowUpTest : public ServiceTest {
 protected:
  Time timer(const std::string& key) {
    bench.settle();
    const auto found = bench.verbs.timers.find(key);
    return found == bench.verbs.timers.end() ? Time{} : found->second.due;
  }
  void add_policy(const std::string& values) {
    bench.execute("INSERT INTO service_policy VALUES(" + values + ")");
  }
};

TEST_F(FollowUpTest, the_question_that_opens_a_case_sets_its_targets_once) {
  bench.clock.set(at(0, 16));
  bench.asks(1);
  bench.adds(1, {.direction = Direction::note, .member_id = anna});
  bench.asks(1);
  const Case row = bench.case_now(1);
  EXPECT_EQ(row.targets.reply_due, at(1, 12)) << "four hours, of which three tomorrow";
  EXPECT_EQ(row.targets.resolution_due, at(3, 16));
  EXPECT_EQ(timer("reply:1"), at(1, 12));
  EXPECT_EQ(timer("resolution:1"), at(3, 16));
  const auto told = bench.told<CaseTargetsSet>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].first.caused_by, 1);
  EXPECT_EQ(told[0].first.subject, 1);
  EXPECT_EQ(told[0].second.first_reply_due, at(1, 12));
  EXPECT_EQ(told[0].second.next_reply_due, std::nullopt);
  EXPECT_EQ(told[0].second.policy_id, PolicyId{});
}

TEST_F(FollowUpTest, a_later_question_has_the_target_of_later_answers) {
  add_policy("5, 'All', NULL, 60, 30, 600, 0, 1");
  bench.asks(1);
  bench.answers(1);
  EXPECT_EQ(timer("reply:1"), Time{});
  bench.clock.set(at(0, 20));
  bench.asks(1);
  EXPECT_EQ(timer("reply:1"), at(0, 20, 30)) << "by the clock, also in the evening";
  EXPECT_EQ(timer("resolution:1"), at(0, 19));
  const auto told = bench.told<CaseTargetsSet>();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[1].second.next_reply_due, at(0, 20, 30));
  EXPECT_EQ(told[1].second.policy_id, PolicyId{5});
}

TEST_F(FollowUpTest, the_policy_of_a_priority_comes_before_the_one_for_all) {
  add_policy("1, 'All', NULL, 60, 60, 600, 0, 1");
  add_policy("2, 'Urgent', 4, 15, 15, 120, 0, 1");
  bench.asks(1);
  EXPECT_EQ(timer("reply:1"), at(0, 10));
  bench.happens(1, PriorityChanged{.to = Priority::urgent});
  EXPECT_EQ(timer("reply:1"), at(0, 9, 15));
  EXPECT_EQ(bench.case_now(1).targets.policy, PolicyId{2});
  bench.happens(1, PriorityChanged{.from = Priority::urgent, .to = Priority::low});
  EXPECT_EQ(timer("reply:1"), at(0, 10));
}

TEST_F(FollowUpTest, policies_are_read_once_and_again_when_one_changes) {
  bench.asks(1);
  EXPECT_EQ(timer("reply:1"), at(0, 13));
  add_policy("5, 'Behind the back of the module', NULL, 60, 60, 600, 0, 1");
  bench.asks(2);
  EXPECT_EQ(timer("reply:2"), at(0, 13)) << "nothing told the module";
  const Caller admin = bench.caller(anna);
  ASSERT_TRUE(bench.call<PolicyView>(HttpMethod::post, "/policies",
                                     CreatePolicy{"Low", Priority::low, 90, 90, 900, false},
                                     admin));
  bench.asks(3);
  EXPECT_EQ(timer("reply:3"), at(0, 10));
  bench.happens(3, PriorityChanged{.to = Priority::low});
  EXPECT_EQ(timer("reply:3"), at(0, 10, 30));
}

TEST_F(FollowUpTest, the_first_answer_is_told_once_with_both_its_times) {
  bench.clock.set(at(0, 16));
  bench.asks(1);
  bench.clock.set(at(1, 10));
  const MessageId reply = bench.answers(1, ben);
  bench.answers(1, anna);
  bench.settle();
  const auto told = bench.told<FirstReplied>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].second.message_id, reply);
  EXPECT_EQ(told[0].second.member_id, ben);
  EXPECT_EQ(told[0].second.calendar_minutes, 18 * 60);
  EXPECT_EQ(told[0].second.business_minutes, 2 * 60);
  EXPECT_EQ(timer("reply:1"), Time{});
  EXPECT_NE(timer("resolution:1"), Time{});
}

TEST_F(FollowUpTest, a_resolution_is_told_with_its_times_and_by_whom) {
  bench.asks(1);
  bench.clock.set(at(0, 10));
  bench.answers(1);
  bench.becomes(1, Status::pending);
  bench.clock.set(at(0, 15));
  bench.becomes(1, Status::open);
  bench.clock.set(at(1, 10));
  bench.becomes(1, Status::resolved, Cause::member, ben);
  bench.becomes(1, Status::open);
  bench.clock.set(at(1, 11));
  bench.becomes(1, Status::resolved, Cause::member, anna);
  bench.settle();
  const auto told = bench.told<CaseResolved>();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].second.member_id, ben);
  EXPECT_EQ(told[0].second.calendar_minutes, 20 * 60) << "25 hours without five of pending";
  EXPECT_EQ(told[0].second.business_minutes, 4 * 60) << "9 to 10, 15 to 17, 9 to 10";
  EXPECT_EQ(told[0].second.replies, 1);
  EXPECT_EQ(told[0].second.reopened, 0);
  EXPECT_EQ(told[1].second.reopened, 1);
  EXPECT_EQ(told[1].second.business_minutes, 5 * 60);
  EXPECT_EQ(bench.case_now(1).resolution.business_minutes, 5 * 60);
  EXPECT_TRUE(bench.verbs.timers.empty());
}

TEST_F(FollowUpTest, a_missed_target_is_told_once_and_only_when_it_was_missed) {
  bench.asks(1);
  bench.asks(2);
  bench.asks(3);
  bench.settle();
  bench.clock.set(at(0, 12));
  bench.answers(2);
  bench.settle();
  bench.clock.set(at(0, 13));
  bench.fire_timers();
  bench.answers(3);
  bench.settle();
  auto told = bench.told<TargetMissed>();
  ASSERT_EQ(told.size(), 2U) << "the third was answered after it was due";
  EXPECT_EQ(told[0].first.subject, 1);
  EXPECT_EQ(told[0].second.which, Target::first_reply);
  EXPECT_EQ(told[0].second.due, at(0, 13));
  EXPECT_TRUE(bench.case_now(1).is_overdue());
  EXPECT_TRUE(bench.case_now(3).targets.first_reply_missed);
  EXPECT_FALSE(bench.case_now(3).is_overdue());
  EXPECT_FALSE(bench.case_now(2).targets.first_reply_missed);
  bench.happens(Subject{Noun::conversation, 1}, TimerFired{"service", "reply:1", at(0, 13)});
  bench.happens(Subject{Noun::conversation, 1}, TimerFired{"sales", "resolution:1", at(2, 17)});
  bench.happens(Subject{Noun::conversation, 1}, TimerFired{"service", "reply:1", at(0, 12)});
  bench.settle();
  EXPECT_EQ(bench.told<TargetMissed>().size(), 2U);
  bench.clock.set(at(2, 17));
  bench.fire_timers();
  bench.settle();
  told = bench.told<TargetMissed>();
  EXPECT_EQ(told.size(), 5U);
  EXPECT_EQ(told.back().second.which, Target::resolution);
}

TEST_F(FollowUpTest, pending_puts_the_due_times_off_by_as_much_as_it_lasts) {
  bench.asks(1);
  bench.clock.set(at(0, 10));
  bench.becomes(1, Status::pending);
  EXPECT_EQ(timer("reply:1"), Time{});
  EXPECT_EQ(bench.case_now(1).due_at(), Time{});
  bench.clock.set(at(1, 10));
  bench.fire_timers();
  bench.becomes(1, Status::open);
  EXPECT_EQ(timer("reply:1"), at(1, 13)) << "one of four hours had passed";
  EXPECT_EQ(bench.case_now(1).targets.reply_due, at(1, 13));
  EXPECT_TRUE(bench.told<TargetMissed>().empty());
}

TEST_F(FollowUpTest, what_was_late_before_a_pause_is_late_after_it_and_not_told_again) {
  bench.asks(1);
  bench.settle();
  bench.clock.set(at(0, 14));
  bench.fire_timers();
  bench.settle();
  ASSERT_EQ(bench.told<TargetMissed>().size(), 1U);
  bench.becomes(1, Status::pending);
  bench.settle();
  EXPECT_FALSE(bench.case_now(1).is_overdue());
  bench.clock.set(at(0, 15));
  bench.becomes(1, Status::open);
  bench.settle();
  bench.fire_timers();
  bench.settle();
  EXPECT_TRUE(bench.case_now(1).is_overdue());
  EXPECT_EQ(bench.told<TargetMissed>().size(), 1U);
}

TEST_F(FollowUpTest, everything_at_once_ends_as_one_by_one) {
  bench.asks(1);
  bench.becomes(1, Status::pending);
  bench.clock.set(at(0, 11));
  bench.becomes(1, Status::open);
  bench.answers(1);
  bench.becomes(1, Status::resolved);
  const Case row = bench.case_now(1);
  EXPECT_EQ(row.first_reply.business_minutes, 0);
  EXPECT_EQ(row.resolution.business_minutes, 0);
  EXPECT_EQ(row.due_at(), Time{});
  EXPECT_TRUE(bench.verbs.timers.empty());
}

}  // namespace
}  // namespace kith::service
