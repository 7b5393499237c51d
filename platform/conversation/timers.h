// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/id.h>

#include "store/transaction.h"

/// What becomes due, each as a piece of the writer's work that the host queues now and then.
namespace kith::conversation {

/// Turns at most `limit` timers whose time has come into TimerFired events, the longest due first,
/// and removes them. Returns how many. `workspace` is whose timers they are.
Result<std::int64_t> fire_due_timers(store::Transaction& transaction, WorkspaceId workspace,
                                     Time now, std::int64_t limit);

/// Reopens at most `limit` snoozed conversations whose time has come. Returns how many.
Result<std::int64_t> wake_snoozed(store::Transaction& transaction, Time now, std::int64_t limit);

}  // namespace kith::conversation
