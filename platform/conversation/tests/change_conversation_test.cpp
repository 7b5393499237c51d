// SPDX-License-Identifier: Apache-2.0
#include <kith/events.h>

#include "conversation/timers.h"
#include "conversation/workflow.h"
#include "conversation_fixture.h"

namespace kith::conversation {
namespace {

using Strings = std::vector<std::string>;

class ChangeConversationTest : public ConversationFixture {
 protected:
  void SetUp() override {
    ConversationFixture::SetUp();
    conversation = add_conversation(add_person("Chris"));
    add_inbound(conversation);
    log.clear();
  }

  ErrorCode refused(const Verb& verb) {
    const auto before = row(conversation);
    const Result<std::int64_t> result = apply(verb);
    EXPECT_FALSE(result);
    EXPECT_EQ(row(conversation), before);
    EXPECT_EQ(types_heard(), Strings{});
    return result ? ErrorCode::internal : result.error().code;
  }
  Time later() const { return clock.now() + std::chrono::hours(1); }

  ConversationId conversation;
};

TEST_F(ChangeConversationTest, moves_along_the_workflow_and_says_so) {
  must(ChangeConversation{.conversation = conversation, .status = Status::pending});
  EXPECT_EQ(row(conversation).state.status, Status::pending);
  EXPECT_EQ(row(conversation).revision, 2);
  const auto event = last_event<StatusChanged>();
  EXPECT_EQ(event.from, Status::open);
  EXPECT_EQ(event.to, Status::pending);
  EXPECT_EQ(event.cause, Cause::member);
  EXPECT_EQ(log.back().head.subject, conversation.value);
  EXPECT_EQ(log.back().head.actor, ada);
}

TEST_F(ChangeConversationTest, tells_a_module_from_a_member) {
  must(ChangeConversation{.conversation = conversation, .status = Status::pending},
       {.caused_by = 1, .module = "service"});
  EXPECT_EQ(last_event<StatusChanged>().cause, Cause::module);
  EXPECT_EQ(log.back().head.caused_by, 1);
}

TEST_F(ChangeConversationTest, allows_every_move_but_those_of_a_resolved_one) {
  for (const Status from : {Status::open, Status::pending, Status::snoozed, Status::resolved}) {
    for (const Status to : {Status::open, Status::pending, Status::snoozed, Status::resolved}) {
      const bool allowed = from != Status::resolved || to == Status::open;
      EXPECT_EQ(may_move(from, to), allowed) << word_of(from) << " to " << word_of(to);
    }
  }
  must(ChangeConversation{.conversation = conversation, .status = Status::resolved});
  log.clear();
  EXPECT_EQ(refused(ChangeConversation{.conversation = conversation, .status = Status::pending}),
            ErrorCode::rule);
  must(ChangeConversation{.conversation = conversation, .status = Status::open});
}

TEST_F(ChangeConversationTest, snoozes_only_until_a_time_in_the_future) {
  EXPECT_EQ(refused(ChangeConversation{.conversation = conversation, .status = Status::snoozed}),
            ErrorCode::rule);
  EXPECT_EQ(
      refused(ChangeConversation{
          .conversation = conversation, .status = Status::snoozed, .snoozed_until = clock.now()}),
      ErrorCode::rule);
  EXPECT_EQ(refused(ChangeConversation{.conversation = conversation, .snoozed_until = later()}),
            ErrorCode::rule);
  must(ChangeConversation{
      .conversation = conversation, .status = Status::snoozed, .snoozed_until = later()});
  EXPECT_EQ(last_event<StatusChanged>().snoozed_until, later());
  log.clear();
  EXPECT_EQ(refused(ChangeConversation{.conversation = conversation, .snoozed_until = cleared}),
            ErrorCode::rule);
}

TEST_F(ChangeConversationTest, moves_the_end_of_the_snoozing) {
  must(ChangeConversation{
      .conversation = conversation, .status = Status::snoozed, .snoozed_until = later()});
  const Time much_later = later() + std::chrono::hours(1);
  must(ChangeConversation{.conversation = conversation, .snoozed_until = much_later});
  EXPECT_EQ(row(conversation).state.snoozed_until, much_later);
  EXPECT_EQ(last_event<StatusChanged>().from, Status::snoozed);
  must(ChangeConversation{.conversation = conversation, .status = Status::open});
  EXPECT_FALSE(row(conversation).state.snoozed_until);
}

TEST_F(ChangeConversationTest, wakes_a_snoozed_one_when_its_time_has_come) {
  must(ChangeConversation{
      .conversation = conversation, .status = Status::snoozed, .snoozed_until = later()});
  const auto wake = [&](Time now) {
    return in_transaction(
        [&](store::Transaction& transaction) { return wake_snoozed(transaction, now, 10); });
  };
  EXPECT_EQ(wake(later() - Duration(1)), 0);
  EXPECT_EQ(wake(later()), 1);
  EXPECT_EQ(wake(later()), 0);
  EXPECT_EQ(row(conversation).state.status, Status::open);
  EXPECT_EQ(last_event<StatusChanged>().cause, Cause::timer);
}

TEST_F(ChangeConversationTest,
       leaves_nobody_waiting_in_a_resolved_one_and_nobody_new_on_reopening) {
  EXPECT_TRUE(row(conversation).state.waiting_since);
  must(ChangeConversation{.conversation = conversation, .status = Status::resolved});
  EXPECT_FALSE(row(conversation).state.waiting_since);
  must(ChangeConversation{.conversation = conversation, .status = Status::open});
  EXPECT_FALSE(row(conversation).state.waiting_since);
}

TEST_F(ChangeConversationTest, changes_nothing_and_says_nothing_where_all_is_so_already) {
  must(ChangeConversation{.conversation = conversation,
                          .status = Status::open,
                          .assignee = cleared,
                          .priority = Priority::none,
                          .department = Department::none,
                          .remove_labels = {"never-there"}});
  EXPECT_EQ(row(conversation).revision, 1);
  EXPECT_EQ(types_heard(), Strings{});
}

TEST_F(ChangeConversationTest, changes_many_things_at_once_with_one_revision) {
  must(ChangeConversation{.conversation = conversation,
                          .expected_revision = 1,
                          .status = Status::pending,
                          .assignee = grace,
                          .priority = Priority::high,
                          .department = Department::logistics,
                          .add_labels = {"lid", "batch-117"}});
  EXPECT_EQ(row(conversation).revision, 2);
  EXPECT_EQ(types_heard(),
            (Strings{"conversation.status_changed.v1", "conversation.assigned.v1",
                     "conversation.priority_changed.v1", "conversation.department_changed.v1",
                     "conversation.labelled.v1"}));
  must(ChangeConversation{.conversation = conversation, .assignee = cleared});
  EXPECT_EQ(last_event<AssigneeChanged>().from, grace);
  EXPECT_FALSE(row(conversation).assignee);
}

TEST_F(ChangeConversationTest, refuses_a_change_of_what_somebody_else_has_changed) {
  must(ChangeConversation{.conversation = conversation, .priority = Priority::low});
  log.clear();
  EXPECT_EQ(
      refused(ChangeConversation{
          .conversation = conversation, .expected_revision = 1, .priority = Priority::urgent}),
      ErrorCode::stale);
}

TEST_F(ChangeConversationTest, refuses_an_assignee_who_is_no_member) {
  EXPECT_EQ(refused(ChangeConversation{.conversation = conversation, .assignee = MemberId{99}}),
            ErrorCode::rule);
}

TEST_F(ChangeConversationTest, refuses_everything_when_one_part_is_refused) {
  EXPECT_EQ(
      refused(ChangeConversation{
          .conversation = conversation, .status = Status::pending, .add_labels = {"Not A Word"}}),
      ErrorCode::rule);
}

TEST_F(ChangeConversationTest, keeps_labels_to_words_and_to_fifty) {
  EXPECT_EQ(refused(ChangeConversation{.conversation = conversation,
                                       .add_labels = {std::string(65, 'a')}}),
            ErrorCode::rule);
  EXPECT_EQ(refused(ChangeConversation{
                .conversation = conversation, .add_labels = {"a"}, .remove_labels = {"a"}}),
            ErrorCode::rule);
  Strings fifty;
  for (int place = 0; place < 50; ++place) {
    fifty.push_back(fmt::format("label-{}", place));
  }
  must(ChangeConversation{.conversation = conversation, .add_labels = fifty});
  must(ChangeConversation{.conversation = conversation, .add_labels = {"label-3"}});
  EXPECT_EQ(row(conversation).revision, 2);
  log.clear();
  EXPECT_EQ(refused(ChangeConversation{.conversation = conversation, .add_labels = {"more"}}),
            ErrorCode::rule);
  must(ChangeConversation{
      .conversation = conversation, .add_labels = {"more"}, .remove_labels = {"label-0"}});
  EXPECT_EQ(last_event<LabelsChanged>().removed, Strings{"label-0"});
}

TEST_F(ChangeConversationTest, knows_no_conversation_that_is_deleted_or_never_was) {
  EXPECT_EQ(apply(ChangeConversation{.conversation = {5}}).error().code, ErrorCode::not_found);
  execute("UPDATE conversation SET deleted_at = 1");
  EXPECT_EQ(apply(ChangeConversation{.conversation = conversation}).error().code,
            ErrorCode::not_found);
}

}  // namespace
}  // namespace kith::conversation
