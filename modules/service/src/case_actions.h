// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/route.h>

#include "cases_api.h"

/// What a colleague does with a case: each route moves the conversation by one verb of the shared
/// workflow, and answers the case as it is then.
namespace kith::service {

struct ResolveCase {
  ConversationId conversation_id;
  std::string note;

  static consteval auto describe() {
    return described("Resolves a case.", field<&ResolveCase::conversation_id>("Its conversation."),
                     field<&ResolveCase::note>("For colleagues: how it ended.", length{0, 10'000},
                                               example{"\"Sent a new lid.\""}, defaults));
  }
};

struct SnoozeCase {
  ConversationId conversation_id;
  Time until;

  static consteval auto describe() {
    return described(
        "Puts a case away until a time.", field<&SnoozeCase::conversation_id>("Its conversation."),
        field<&SnoozeCase::until>("When it comes back.", example{"\"2026-03-02T08:00:00Z\""}));
  }
};

struct AssignCase {
  ConversationId conversation_id;
  Change<MemberId> member_id;

  static consteval auto describe() {
    return described("Gives a case to a colleague.",
                     field<&AssignCase::conversation_id>("Its conversation."),
                     field<&AssignCase::member_id>("Who takes it; null: nobody."));
  }
};

struct PrioritiseCase {
  ConversationId conversation_id;
  Priority priority = Priority::none;

  static consteval auto describe() {
    return described("Says how urgent a case is.",
                     field<&PrioritiseCase::conversation_id>("Its conversation."),
                     field<&PrioritiseCase::priority>("How urgent."));
  }
};

struct LabelCase {
  ConversationId conversation_id;
  std::vector<std::string> add;
  std::vector<std::string> remove;

  static consteval auto describe() {
    return described("Changes the labels of a case's conversation.",
                     field<&LabelCase::conversation_id>("Its conversation."),
                     field<&LabelCase::add>("New ones.", forms::word, length{1, 64}, items{0, 50},
                                            example{"[\"refund\"]"}, defaults),
                     field<&LabelCase::remove>("Those to take off.", forms::word, length{1, 64},
                                               items{0, 50}, defaults));
  }
};

Result<void> resolve_case(CommandContext& context, const ResolveCase& input);
Result<void> reopen_case(CommandContext& context, const OneCase& input);
Result<void> snooze_case(CommandContext& context, const SnoozeCase& input);
Result<void> assign_case(CommandContext& context, const AssignCase& input);
Result<void> prioritise_case(CommandContext& context, const PrioritiseCase& input);
Result<void> label_case(CommandContext& context, const LabelCase& input);

/// The answer of each of them.
template <class Input>
Result<CaseView> changed_case(QueryContext& context, const Input& input, const Created&) {
  return view_case(context.reader(), input.conversation_id);
}

}  // namespace kith::service
