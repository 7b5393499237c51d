// SPDX-License-Identifier: Apache-2.0
#include <kith/events.h>

#include "conversation/handoff_order.h"
#include "conversation/timers.h"
#include "conversation_fixture.h"

namespace kith::conversation {
namespace {

using enum HandoffState;

class HandoffTest : public ConversationFixture {
 protected:
  void SetUp() override {
    ConversationFixture::SetUp();
    conversation = add_conversation(add_person("Chris"));
    log.clear();
  }
  AskHandoff question() const {
    return {.conversation = conversation,
            .from = Department::service,
            .to = Department::product,
            .owner = grace,
            .due = clock.now() + std::chrono::hours(24),
            .question = "Will it come?"};
  }
  MakePromise promise() const {
    return {.conversation = conversation,
            .owner = ada,
            .due = clock.now() + std::chrono::hours(24),
            .text = "A new lid."};
  }
  Result<std::int64_t> fire(Time now, std::int64_t limit = 10) {
    return in_transaction([&](store::Transaction& transaction) {
      return fire_due_timers(transaction, WorkspaceId{1}, now, limit);
    });
  }

  ConversationId conversation;
};

TEST_F(HandoffTest, goes_from_heard_to_told) {
  const HandoffId id{must(question())};
  EXPECT_EQ(last_event<HandoffChanged>().state, heard);
  EXPECT_EQ(last_event<HandoffChanged>().owner_id, grace);
  must(AdvanceHandoff{.handoff = id, .state = decided, .answer = "Yes, in May."});
  must(AdvanceHandoff{.handoff = id, .state = done, .answer = "Shipped."});
  must(AdvanceHandoff{.handoff = id, .state = told});
  EXPECT_EQ(last_event<HandoffChanged>().state, told);
  EXPECT_EQ(log.back().head.subject, id.value);
  EXPECT_EQ(log.back().head.noun, Noun::handoff);
  EXPECT_EQ(text("SELECT answer FROM handoff"), "Shipped.");
  EXPECT_EQ(number("SELECT revision FROM handoff"), 4);
}

TEST_F(HandoffTest, takes_no_other_way) {
  const std::set<std::pair<HandoffState, HandoffState>> ways = {
      {heard, decided}, {decided, done}, {decided, declined}, {done, told}, {declined, told}};
  for (const HandoffState from : {heard, decided, done, declined, told}) {
    for (const HandoffState to : {heard, decided, done, declined, told}) {
      EXPECT_EQ(may_advance(from, to), ways.contains({from, to}));
    }
  }
  const HandoffId id{must(question())};
  log.clear();
  EXPECT_EQ(apply(AdvanceHandoff{.handoff = id, .state = told, .answer = "Ok."}).error().code,
            ErrorCode::rule);
  EXPECT_TRUE(log.empty());
}

TEST_F(HandoffTest, needs_an_answer_in_words) {
  const HandoffId id{must(question())};
  EXPECT_EQ(apply(AdvanceHandoff{.handoff = id, .state = decided}).error().field, "/answer");
}

TEST_F(HandoffTest, refuses_a_question_to_nobody_about_nothing) {
  AskHandoff nobody = question();
  nobody.to = Department::none;
  EXPECT_EQ(apply(nobody).error().field, "/to");
  AskHandoff nothing = question();
  nothing.question = "  ";
  EXPECT_EQ(apply(nothing).error().field, "/question");
  AskHandoff stranger = question();
  stranger.owner = {99};
  EXPECT_EQ(apply(stranger).error().field, "/owner");
}

TEST_F(HandoffTest, refuses_an_answer_to_what_was_answered_meanwhile) {
  const HandoffId id{must(question())};
  must(AdvanceHandoff{.handoff = id, .expected_revision = 1, .state = decided, .answer = "Yes."});
  EXPECT_EQ(
      apply(AdvanceHandoff{.handoff = id, .expected_revision = 1, .state = done, .answer = "Done."})
          .error()
          .code,
      ErrorCode::stale);
  EXPECT_EQ(apply(AdvanceHandoff{.handoff = {5}}).error().code, ErrorCode::not_found);
}

TEST_F(HandoffTest, keeps_a_promise_open_until_it_is_settled_once) {
  const PromiseId id{must(promise())};
  EXPECT_EQ(last_event<PromiseChanged>().state, PromiseState::open);
  EXPECT_EQ(last_event<PromiseChanged>().owner_id, ada);
  EXPECT_EQ(apply(SettlePromise{.promise = id, .state = PromiseState::open}).error().code,
            ErrorCode::rule);
  must(SettlePromise{.promise = id, .expected_revision = 1, .state = PromiseState::broken});
  EXPECT_EQ(last_event<PromiseChanged>().state, PromiseState::broken);
  EXPECT_EQ(apply(SettlePromise{.promise = id, .state = PromiseState::kept}).error().code,
            ErrorCode::rule);
  EXPECT_EQ(apply(SettlePromise{.promise = id, .expected_revision = 1}).error().code,
            ErrorCode::stale);
  EXPECT_EQ(apply(SettlePromise{.promise = {5}}).error().code, ErrorCode::not_found);
}

TEST_F(HandoffTest, makes_no_promise_without_owner_due_time_words_or_a_message_of_its_own) {
  MakePromise made = promise();
  made.owner = {};
  EXPECT_EQ(apply(made).error().field, "/owner");
  made = promise();
  made.due = {};
  EXPECT_EQ(apply(made).error().field, "/due");
  made = promise();
  made.text = "";
  EXPECT_EQ(apply(made).error().field, "/text");
  made = promise();
  made.message = add_inbound(add_conversation(add_person("Kim")));
  EXPECT_EQ(apply(made).error().field, "/message");
  made.message = add_inbound(conversation);
  must(made);
}

TEST_F(HandoffTest, fires_a_timer_once_when_it_is_due) {
  const events::Actor service{.module = "service"};
  const Time due = clock.now() + std::chrono::hours(1);
  must(
      ScheduleTimer{
          .key = "first-reply", .due = due, .subject = {Noun::conversation, conversation.value}},
      service);
  EXPECT_EQ(fire(due - Duration(1)), 0);
  EXPECT_EQ(fire(due), 1);
  EXPECT_EQ(fire(due), 0);
  const auto fired = last_event<TimerFired>();
  EXPECT_EQ(fired.owner, "service");
  EXPECT_EQ(fired.key, "first-reply");
  EXPECT_EQ(fired.due, due);
  EXPECT_EQ(log.back().head.subject, conversation.value);
}

TEST_F(HandoffTest, fires_a_timer_about_what_it_was_set_about) {
  const events::Actor service{.module = "service"};
  const Time due = clock.now();
  const std::pair<Subject, Subject> subjects[] = {
      {{}, {Noun::workspace, 1}},
      {{Noun::own, 7}, {Noun::own, 7}},
      {{Noun::person, 7}, {Noun::person, 7}},
  };
  for (const auto& [set, told] : subjects) {
    must(ScheduleTimer{.key = "key", .due = due, .subject = set}, service);
    EXPECT_EQ(fire(due), 1);
    EXPECT_EQ((Subject{log.back().head.noun, log.back().head.subject}), told);
  }
  EXPECT_EQ(apply(ScheduleTimer{.key = "key", .due = due, .subject = {Noun::promise}}, service)
                .error()
                .field,
            "/subject");
}

TEST_F(HandoffTest, fires_a_timer_of_before_there_were_other_subjects_about_its_conversation) {
  execute("INSERT INTO timer(owner, key, due_at, subject) VALUES('service', 'reply', 1, 7)");
  EXPECT_EQ(fire(clock.now()), 1);
  EXPECT_EQ((Subject{log.back().head.noun, log.back().head.subject}),
            (Subject{Noun::conversation, 7}));
}

TEST_F(HandoffTest, moves_and_cancels_a_timer_of_its_own_module_alone) {
  const events::Actor service{.module = "service"};
  const events::Actor sales{.module = "sales"};
  const Time due = clock.now() + std::chrono::hours(1);
  for (const events::Actor& actor : {service, sales}) {
    must(ScheduleTimer{.key = "key", .due = due}, actor);
  }
  must(ScheduleTimer{.key = "key", .due = due + std::chrono::hours(1)}, service);
  must(CancelTimer{.key = "key"}, sales);
  EXPECT_EQ(fire(due), 0);
  EXPECT_EQ(fire(due + std::chrono::hours(1)), 1);
  EXPECT_EQ(last_event<TimerFired>().owner, "service");
  EXPECT_EQ(apply(ScheduleTimer{.key = "", .due = due}, service).error().field, "/key");
  EXPECT_EQ(apply(ScheduleTimer{.key = "key"}, service).error().field, "/due");
}

TEST_F(HandoffTest, fires_at_most_as_many_timers_as_asked_the_longest_due_first) {
  const events::Actor service{.module = "service"};
  for (const int minute : {3, 1, 2}) {
    must(ScheduleTimer{.key = fmt::to_string(minute),
                       .due = clock.now() + std::chrono::minutes(minute)},
         service);
  }
  const Time now = clock.now() + std::chrono::hours(1);
  EXPECT_EQ(fire(now, 2), 2);
  EXPECT_EQ(last_event<TimerFired>().key, "2");
  EXPECT_EQ(fire(now, 2), 1);
  EXPECT_EQ(last_event<TimerFired>().key, "3");
}

}  // namespace
}  // namespace kith::conversation
