// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

#include "case.h"

/// Who is asked how it went, when, and which message is the answer: the decides, each run once.
namespace kith::service {

extern const Statement find_opener;
extern const Statement find_asking;
extern const Statement count_reasons_against;
extern const Statement count_same_person;
extern const Statement find_message_text;

/// A case was resolved: draws whether its person is asked, and sets the timer of that. One timer a
/// person, so that of two cases the later one asks.
Result<void> draw_survey(DecideContext& context, const EventHead& head, const Case& row);

/// The time has come: asks, unless something is against it by now. on_timer<"survey">.
Result<void> ask_for_mark(DecideContext& context, const Event<TimerFired>& event);

/// Takes a message that is a mark for the answer to the question before it.
Result<void> take_mark(DecideContext& context, const Event<MessageAdded>& event);
/// An answer was changed into another mark.
Result<void> take_other_mark(DecideContext& context, const Event<MessageEdited>& event);

}  // namespace kith::service
