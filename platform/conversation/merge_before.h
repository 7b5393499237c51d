// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include <kith/described.h>

#include "conversation/absent.h"
#include "conversation/conversation_row.h"

namespace kith::conversation {

/// What a merge, or its undoing, left the workflow of the whole as: when it is something else now,
/// somebody has acted on it since.
struct MergeAfter {
  Status status = Status::open;
  std::optional<Time> snoozed_until;
  std::optional<Time> waiting_since;

  static MergeAfter of(const WorkState& state) {
    return {state.status, unless_absent(state.snoozed_until), unless_absent(state.waiting_since)};
  }

  static consteval auto describe() {
    return described("The workflow of a whole as its last merge left it.",
                     field<&MergeAfter::status>("The status."),
                     field<&MergeAfter::snoozed_until>("When it comes back."),
                     field<&MergeAfter::waiting_since>("Since when somebody waits."));
  }
};

/// What a conversation was before another became part of it.
struct MergeBefore {
  Status status = Status::open;
  std::optional<Time> snoozed_until;
  std::optional<Time> waiting_since;
  MessageId last_message;
  std::vector<ConversationId> threads;  ///< itself and what was part of it, ascending

  static MergeBefore of(const ConversationRow& row) {
    return {row.state.status,
            unless_absent(row.state.snoozed_until),
            unless_absent(row.state.waiting_since),
            row.exchange.last_message,
            {}};
  }
  WorkState state() const {
    return {status, snoozed_until.value_or(Time{}), waiting_since.value_or(Time{})};
  }

  static consteval auto describe() {
    return described("A conversation before a merge.", field<&MergeBefore::status>("Its status."),
                     field<&MergeBefore::snoozed_until>("When it came back."),
                     field<&MergeBefore::waiting_since>("Since when somebody waited."),
                     field<&MergeBefore::last_message>("Its newest message."),
                     field<&MergeBefore::threads>("It and what was part of it."));
  }
};

}  // namespace kith::conversation
