// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <kith/type_name.h>

#include "conversation/conversation_row.h"

/// The rules of the shared workflow. Pure.
namespace kith::conversation {

/// Whether colleagues and modules may move a conversation from one status to another. All moves
/// are fine but those of a resolved one, which is reopened first.
bool may_move(Status from, Status to);

/// The earlier of two moments, either of which may be none.
Time earlier(Time left, Time right);

/// The state of the whole that two conversations make: the one with more to do wins (open, then
/// pending, then snoozed, then resolved), the earlier return from snoozing, the longer wait.
WorkState combine(const WorkState& left, const WorkState& right);

/// The messages of the whole that two conversations make.
Exchange combine(const Exchange& left, const Exchange& right);

/// The word of an enumeration's value, as in JSON.
template <class Enumeration>
constexpr std::string_view word_of(Enumeration value) {
  return detail::words_of<Enumeration>[static_cast<std::size_t>(value)];
}

}  // namespace kith::conversation
