// SPDX-License-Identifier: Apache-2.0
#include "service_test.h"

namespace kith::service {
namespace {

using ProjectionTest = ServiceTest;

TEST_F(ProjectionTest, a_question_opens_a_case_which_a_reply_answers) {
  const MessageId question = bench.asks(1);
  Case row = bench.case_now(1);
  EXPECT_EQ(row.state(), CaseState::waiting);
  EXPECT_EQ(row.opening.message, question);
  EXPECT_EQ(row.opening.by, 1);
  bench.clock.set(at(0, 9, 42));
  const MessageId reply = bench.answers(1, anna);
  row = bench.case_now(1);
  EXPECT_EQ(row.state(), CaseState::answered);
  EXPECT_EQ(row.first_reply.message, reply);
  EXPECT_EQ(row.first_reply.member, anna);
  EXPECT_EQ(row.first_reply.minutes, 42);
  EXPECT_EQ(row.first_reply.business_minutes, 42);
  EXPECT_EQ(bench.number("SELECT answered_by FROM service_ask"), reply.value);
}

TEST_F(ProjectionTest, a_message_that_needs_no_answer_opens_nothing) {
  bench.says(1);
  EXPECT_EQ(bench.state_of(1), CaseState::none);
  EXPECT_EQ(bench.number("SELECT count(*) FROM service_case"), 0);
}

TEST_F(ProjectionTest, a_question_is_asked_when_it_was_posted_and_never_in_the_future) {
  bench.adds(1, {.posted_at = at(0, 8, 30), .needs_reply = true});
  bench.adds(2, {.posted_at = at(3, 0), .needs_reply = true});
  EXPECT_EQ(bench.case_now(1).waiting_since, at(0, 8, 30));
  EXPECT_EQ(bench.case_now(2).waiting_since, at(0, 9));
}

TEST_F(ProjectionTest, only_people_answer) {
  bench.asks(1);
  bench.answers(1, MemberId{});
  bench.adds(1, {.direction = Direction::note, .member_id = anna});
  EXPECT_EQ(bench.state_of(1), CaseState::waiting);
  bench.adds(1, {.direction = Direction::outbound});
  EXPECT_EQ(bench.state_of(1), CaseState::answered) << "nobody waits by the shared workflow";
  EXPECT_FALSE(bench.case_now(1).first_reply.at) << "and nobody answered";
  EXPECT_EQ(bench.number("SELECT state FROM service_ask"), 1);
  bench.adds(1, {.direction = Direction::outbound, .member_id = ben});
  EXPECT_EQ(bench.state_of(1), CaseState::answered);
  EXPECT_EQ(bench.case_now(1).first_reply.member, ben);
}

TEST_F(ProjectionTest, a_flood_of_questions_is_answered_to_the_last_one) {
  constexpr int more_than_a_case_is_folded_with = 70;
  for (int each = 0; each < more_than_a_case_is_folded_with; ++each) {
    bench.asks(1);
  }
  EXPECT_EQ(bench.case_now(1).asks.size(), most_open_asks);
  const std::string answered = "SELECT count(*) FROM service_ask WHERE state = 2";
  bench.sends(1, MessageId{bench.case_now(1).left_out.value + 3});
  bench.settle();
  EXPECT_EQ(bench.number(answered), 3) << "those that the writer could have seen";
  bench.answers(1);
  bench.settle();
  EXPECT_EQ(bench.number(answered), more_than_a_case_is_folded_with);
  EXPECT_EQ(bench.case_now(1).left_out, MessageId{});
}

TEST_F(ProjectionTest, a_flood_of_questions_that_nobody_waits_for_any_more_is_let_go) {
  for (int each = 0; each < 70; ++each) {
    bench.asks(1);
  }
  const MessageId first{bench.case_now(1).left_out};
  bench.happens(1, MessageEdited{.message_id = first, .needs_reply = false});
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM service_ask WHERE state = 3"), 1);
  bench.says(1);
  bench.happens(1, WaitChanged{});
  bench.settle();
  EXPECT_EQ(bench.number("SELECT count(*) FROM service_ask WHERE state = 1"), 69);
}

TEST_F(ProjectionTest, a_reply_on_its_way_while_they_wrote_again_answers_the_first_question_only) {
  bench.asks(1);
  const MessageId reply = bench.next_message();
  bench.clock.advance(minutes(5));
  bench.asks(1);
  bench.clock.advance(minutes(5));
  bench.sends(1, reply);
  const Case row = bench.case_now(1);
  EXPECT_EQ(row.state(), CaseState::waiting);
  EXPECT_EQ(row.waiting_since, at(0, 9, 5));
  EXPECT_EQ(row.first_reply.minutes, 10);
  EXPECT_EQ(bench.number("SELECT count(*) FROM service_ask WHERE state = 2"), 1);
}

TEST_F(ProjectionTest, thanks_end_the_wait) {
  bench.asks(1);
  bench.says(1);
  EXPECT_EQ(bench.state_of(1), CaseState::answered);
  EXPECT_EQ(bench.number("SELECT state FROM service_ask"), 1);
  EXPECT_FALSE(bench.case_now(1).first_reply.at);
}

TEST_F(ProjectionTest, edits_and_deletions_follow_the_message) {
  const MessageId first = bench.asks(1);
  bench.happens(1, MessageDeleted{first});
  EXPECT_EQ(bench.state_of(1), CaseState::answered);
  EXPECT_EQ(bench.number("SELECT state FROM service_ask"), 1) << "it still counts as unanswered";
  const MessageId second = bench.asks(1);
  EXPECT_EQ(bench.state_of(1), CaseState::waiting);
  bench.happens(1, MessageEdited{.message_id = second, .needs_reply = false});
  EXPECT_EQ(bench.state_of(1), CaseState::answered);
  bench.clock.advance(minutes(9));
  bench.happens(1, MessageEdited{.message_id = second, .needs_reply = true});
  EXPECT_EQ(bench.case_now(1).waiting_since, at(0, 9, 9));
  bench.answers(1);
  bench.happens(1, MessageEdited{.message_id = second, .needs_reply = true});
  EXPECT_EQ(bench.state_of(1), CaseState::answered) << "it is answered already";
}

TEST_F(ProjectionTest, an_edit_can_open_a_case) {
  const MessageId message = bench.says(1);
  bench.happens(1, MessageEdited{.message_id = message, .needs_reply = true});
  EXPECT_EQ(bench.state_of(1), CaseState::waiting);
}

TEST_F(ProjectionTest, the_workflow_is_remembered_from_before_the_first_question) {
  bench.happens(1, AssigneeChanged{.to = anna});
  bench.happens(1, PriorityChanged{.to = Priority::high});
  bench.becomes(1, Status::pending);
  EXPECT_EQ(bench.state_of(1), CaseState::none);
  bench.asks(1);
  const Case row = bench.case_now(1);
  EXPECT_EQ(row.assignee, anna);
  EXPECT_EQ(row.priority, Priority::high);
  EXPECT_FALSE(row.is_running());
}

TEST_F(ProjectionTest,
       a_resolved_conversation_that_somebody_writes_in_is_reopened_in_either_order) {
  for (const std::int64_t conversation : {1, 2}) {
    bench.asks(conversation);
    bench.answers(conversation);
    bench.becomes(conversation, Status::resolved);
  }
  bench.clock.advance(hours(1));
  bench.asks(1);
  bench.becomes(1, Status::open, Cause::message, {});
  bench.becomes(2, Status::open, Cause::message, {});
  bench.asks(2);
  for (const std::int64_t conversation : {1, 2}) {
    const Case row = bench.case_now(conversation);
    EXPECT_EQ(row.state(), CaseState::waiting);
    EXPECT_EQ(row.resolution.reopened, 1);
    EXPECT_EQ(row.waiting_since, at(0, 10));
    EXPECT_TRUE(row.targets.reply_due);
  }
}

TEST_F(ProjectionTest, imported_conversations_show_minutes_and_ask_nothing_of_anybody) {
  bench.imports(1, Direction::inbound, at(-20, 10));
  bench.imports(1, Direction::outbound, at(-20, 10, 25));
  bench.imports(2, Direction::inbound, at(-20, 10));
  Case row = bench.case_now(1);
  EXPECT_TRUE(row.is_history());
  EXPECT_EQ(row.first_reply.minutes, 25);
  EXPECT_EQ(row.first_reply.business_minutes, std::nullopt);
  EXPECT_EQ(bench.state_of(2), CaseState::answered);
  EXPECT_FALSE(bench.case_now(2).first_reply.at);
  EXPECT_TRUE(bench.verbs.timers.empty());
  EXPECT_TRUE(bench.told<CaseTargetsSet>().empty());
  EXPECT_TRUE(bench.told<FirstReplied>().empty());
  bench.asks(1);
  row = bench.case_now(1);
  EXPECT_EQ(row.state(), CaseState::waiting);
  EXPECT_FALSE(row.is_history());
  EXPECT_EQ(bench.told<CaseTargetsSet>().size(), 1U);
}

TEST_F(ProjectionTest, counters_follow_every_case) {
  bench.asks(1);
  bench.asks(2);
  bench.asks(3);
  bench.answers(2);
  bench.becomes(3, Status::resolved);
  bench.happens(1, AssigneeChanged{.to = anna});
  bench.settle();
  EXPECT_EQ(bench.rows_of("service_counter"), "0 0 1 1 0\n11 1 0 0 0\n");
  bench.clock.set(at(0, 13));
  bench.fire_timers();
  bench.settle();
  EXPECT_EQ(bench.rows_of("service_counter"), "0 0 1 1 0\n11 1 0 0 1\n");
  bench.answers(1);
  bench.settle();
  EXPECT_EQ(bench.rows_of("service_counter"), "0 0 1 1 0\n11 0 1 0 0\n");
}

}  // namespace
}  // namespace kith::service
