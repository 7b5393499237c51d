// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <utility>

#include <kith/context.h>

#include "case_store.h"
#include "closing.h"
#include "counter.h"

namespace kith::service {

/// Moves one case from the counter it was in to the one it is in now.
Result<void> recount(ApplyContext& context, const Counter& before, const Counter& after);

/// Changes the case of a conversation, made when there is none, by `change(Case&)`, and keeps what
/// hangs on it in step: the counters, when it came into its state, the pauses.
template <class Change>
Result<void> change_case(ApplyContext& context, const EventHead& head, ConversationId conversation,
                         Change change) {
  Case& row = *KITH_TRY(context.edit<CaseTable>(conversation));
  row.conversation = conversation;
  if (row.effects.of != head.sequence) {
    row.effects = {.of = head.sequence};
  }
  const Counter before = counted(row);
  const CaseState state = row.state();
  const Time paused_since = row.paused_since;
  const bool was_overdue = row.is_overdue();
  const Time due = row.due_at();
  change(row);
  if (row.state() != state) {
    row.changed_at = head.occurred_at;
  }
  if (paused_since && !row.paused_since && paused_since < head.occurred_at) {
    context.run(add_pause, {{"conversation", conversation},
                            {"started_at", paused_since},
                            {"ended_at", head.occurred_at}});
  }
  for (const AskChange& each : std::exchange(row.ask_changes, {})) {
    run_ask_change(context, each);
  }
  if (row.is_overdue() != was_overdue) {
    // What was due and not done is late since it was due, whenever its timer fires.
    const bool is_missed = row.is_overdue() && due && due == row.due_at();
    note_lateness(context, row, is_missed ? std::min(due, head.occurred_at) : head.occurred_at);
  }
  return recount(context, before, counted(row));
}

/// The same where there is a case already; otherwise nothing happens.
template <class Change>
Result<void> change_known_case(ApplyContext& context, const EventHead& head,
                               ConversationId conversation, Change change) {
  if (KITH_TRY(context.find<CaseTable>(conversation)) == nullptr) {
    return {};
  }
  return change_case(context, head, conversation, std::move(change));
}

}  // namespace kith::service
