// SPDX-License-Identifier: Apache-2.0
#include "case_actions.h"

namespace kith::service {
namespace {

/// Moves the conversation of a case that is there; whether it may be moved so, the platform says.
Result<void> change(CommandContext& context, ChangeConversation verb) {
  KITH_TRY(view_case(context.reader(), verb.conversation));
  verb.expected_revision = context.expected_revision();
  context.apply(std::move(verb));
  return {};
}

}  // namespace

Result<void> resolve_case(CommandContext& context, const ResolveCase& input) {
  KITH_CHECK(change(context, {.conversation = input.conversation_id, .status = Status::resolved}));
  if (!input.note.empty()) {
    context.apply(AddNote{.conversation = input.conversation_id,
                          .text = input.note,
                          .author = context.caller().member});
  }
  return {};
}

Result<void> reopen_case(CommandContext& context, const OneCase& input) {
  return change(context, {.conversation = input.conversation_id, .status = Status::open});
}

Result<void> snooze_case(CommandContext& context, const SnoozeCase& input) {
  if (input.until <= context.now()) {
    return fail_at(ErrorCode::rule, "/until", "A case can only be put away until a later time.");
  }
  return change(context, {.conversation = input.conversation_id,
                          .status = Status::snoozed,
                          .snoozed_until = input.until});
}

Result<void> assign_case(CommandContext& context, const AssignCase& input) {
  if (input.member_id.is_absent()) {
    return fail_at(ErrorCode::invalid, "/member_id", "Say who takes it, or null for nobody.");
  }
  return change(context, {.conversation = input.conversation_id, .assignee = input.member_id});
}

Result<void> prioritise_case(CommandContext& context, const PrioritiseCase& input) {
  return change(context, {.conversation = input.conversation_id, .priority = input.priority});
}

Result<void> label_case(CommandContext& context, const LabelCase& input) {
  return change(context, {.conversation = input.conversation_id,
                          .add_labels = input.add,
                          .remove_labels = input.remove});
}

}  // namespace kith::service
