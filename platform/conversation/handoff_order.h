// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/time.h>
#include <kith/verbs.h>

namespace kith::conversation {

/// Whether a handoff may go from one state to another: heard → decided → done or declined → told.
bool may_advance(HandoffState from, HandoffState to);

/// Where handoffs without a due time stand among those that have one: behind all of them, and
/// still a number that JSON can hold.
inline constexpr Time no_due_time{9'000'000'000'000'000};

}  // namespace kith::conversation
