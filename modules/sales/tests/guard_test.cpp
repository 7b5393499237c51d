// SPDX-License-Identifier: Apache-2.0
// When nobody should be approached, and why.
#include "heard.h"
#include "sales_test.h"

namespace kith::sales {
namespace {

class GuardTest : public SalesTest {
 protected:
  GuardTest() {
    bench.add_customer(1);
    bench.add_customer(2);
  }

  std::vector<Objection> objections(std::int64_t person = 1) {
    const GuardView view = bench.guard(person);
    std::vector<Objection> found;
    for (const GuardReason& reason : view.objections) {
      EXPECT_FALSE(reason.words.empty());
      found.push_back(reason.objection);
    }
    EXPECT_EQ(view.may_approach, found.empty());
    return found;
  }
  void becomes(std::int64_t conversation, Status from, Status to, Cause cause = Cause::member) {
    bench.execute("UPDATE conversation SET status = " + std::to_string(static_cast<int>(to)) +
                  " WHERE id = " + std::to_string(conversation));
    bench.happens(conversation, StatusChanged{.from = from, .to = to, .cause = cause});
  }
};

using Objections = std::vector<Objection>;

TEST_F(GuardTest, lets_through_whom_nothing_speaks_against) {
  bench.asks(1);
  EXPECT_EQ(objections(), Objections{});
}

TEST_F(GuardTest, stops_at_a_case_that_is_late_until_it_is_answered_or_resolved) {
  bench.asks(1);
  bench.happens(1, heard::TargetMissed{bench.clock.now()});
  const GuardView view = bench.guard(1);
  ASSERT_EQ(view.objections.size(), 1U);
  EXPECT_EQ(view.objections[0].objection, Objection::overdue_case);
  EXPECT_EQ(view.objections[0].conversation_id, ConversationId{1});
  EXPECT_EQ(view.objections[0].number, 1);
  EXPECT_EQ(objections(2), Objections{});
  bench.answers(1);
  EXPECT_EQ(objections(), Objections{});
  bench.happens(1, heard::TargetMissed{bench.clock.now()});
  EXPECT_EQ(objections(), Objections{Objection::overdue_case});
  becomes(1, Status::open, Status::resolved);
  EXPECT_EQ(objections(), Objections{});
}

TEST_F(GuardTest, stops_at_a_case_that_they_opened_again) {
  bench.asks(1);
  becomes(1, Status::open, Status::resolved);
  becomes(1, Status::resolved, Status::open, Cause::message);
  EXPECT_EQ(objections(), Objections{Objection::reopened_case});
  bench.answers(1);
  EXPECT_EQ(objections(), Objections{Objection::reopened_case}) << "an answer is no solution yet";
  becomes(1, Status::open, Status::resolved);
  EXPECT_EQ(objections(), Objections{});
}

TEST_F(GuardTest, does_not_blame_a_case_that_a_colleague_opened_again) {
  bench.asks(1);
  becomes(1, Status::open, Status::resolved);
  becomes(1, Status::resolved, Status::open, Cause::member);
  EXPECT_EQ(objections(), Objections{});
}

TEST_F(GuardTest, stops_at_an_urgent_case) {
  bench.execute("UPDATE conversation SET priority = 4 WHERE id = 1");
  EXPECT_EQ(objections(), Objections{Objection::urgent_case});
  becomes(1, Status::open, Status::resolved);
  EXPECT_EQ(objections(), Objections{});
}

TEST_F(GuardTest, stops_at_an_opt_out_until_it_is_withdrawn) {
  const auto opted = bench.opt_out(1);
  ASSERT_TRUE(opted) << opted.error().message;
  const GuardView view = bench.guard(1);
  ASSERT_EQ(view.objections.size(), 1U);
  EXPECT_EQ(view.objections[0].opt_out_id, opted->id);
  const auto withdrawn = bench.call<Nothing>(HttpMethod::del, "/opt_outs/{opt_out_id}",
                                             OneOptOut{opted->id}, bench.caller(anna), 1);
  EXPECT_EQ(objections(), Objections{});
}

TEST_F(GuardTest, stops_at_a_broken_promise_until_something_made_it_good) {
  bench.settles_promise(71, 1, PromiseState::broken);
  EXPECT_EQ(bench.guard(1).objections.at(0).promise_id, PromiseId{71});
  bench.clock.advance(hours(1));
  bench.settles_promise(72, 1, PromiseState::kept);
  EXPECT_EQ(objections(), Objections{});
  bench.clock.advance(hours(1));
  bench.settles_promise(73, 1, PromiseState::broken);
  EXPECT_EQ(objections(), Objections{Objection::broken_promise});
  bench.clock.advance(hours(1));
  ASSERT_TRUE(bench.touch(1, TouchKind::meeting));
  EXPECT_EQ(objections(), Objections{Objection::broken_promise}) << "to meet mends nothing yet";
  ASSERT_TRUE(bench.touch(1, TouchKind::help_confirmed));
  EXPECT_EQ(objections(), Objections{});
}

TEST_F(GuardTest, hears_what_speaks_against_any_part_of_a_person) {
  ASSERT_TRUE(bench.opt_out(1));
  bench.asks(1);
  bench.happens(1, heard::TargetMissed{bench.clock.now()});
  bench.merge_persons(1, 2);
  EXPECT_EQ(objections(2), (Objections{Objection::opted_out, Objection::overdue_case}));
  bench.unmerge_persons(1, 2);
  EXPECT_EQ(objections(2), Objections{});
  EXPECT_EQ(objections(1), (Objections{Objection::opted_out, Objection::overdue_case}));
}

TEST_F(GuardTest, hears_what_went_wrong_in_any_part_of_a_conversation) {
  bench.asks(2);
  bench.happens(2, heard::TargetMissed{bench.clock.now()});
  bench.execute("UPDATE conversation SET merged_into = 1, root = 1 WHERE id = 2");
  bench.happens(1, ConversationMerged{.from = {2}, .into = {1}});
  EXPECT_EQ(objections(1), Objections{Objection::overdue_case});
  bench.asks(1);
  bench.answers(1);
  EXPECT_EQ(objections(1), Objections{});
}

}  // namespace
}  // namespace kith::sales
