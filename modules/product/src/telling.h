// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/context.h>
#include <kith/events.h>

#include "request.h"

/// How those who asked for a request are told that it is there: a reply to each is drafted, in
/// pieces, each by a timer that sets the next; a colleague sends it, and then they were told.
namespace kith::product {

extern const Statement list_untold;
extern const Statement note_telling;
extern const Statement list_tellings;
extern const Statement forget_tellings;

/// How many replies one piece drafts.
inline constexpr std::size_t most_drafts = 100;

/// The key of the timer by which the next piece is drafted.
std::string telling_timer(RequestId request);

/// Drafts the next replies about a shipped request.
Result<void> draft_replies(DecideContext& context, const Event<TimerFired>& event);
/// A reply left: when it was one of these, whoever it was for has been told.
Result<void> announce_told(DecideContext& context, const Event<ReplySent>& event);
/// A draft was thrown away: whoever it was for may get another one.
Result<void> release_discarded(DecideContext& context, const Event<DraftDiscarded>& event);

}  // namespace kith::product
