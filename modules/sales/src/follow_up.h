// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

/// What follows from open questions: a timer for each thread in which somebody waits, and the word
/// that nobody answered. The decides.
namespace kith::sales {

Result<void> watch_question(DecideContext& context, const Event<MessageAdded>& event);
Result<void> watch_edit(DecideContext& context, const Event<MessageEdited>& event);
Result<void> stop_watching(DecideContext& context, const Event<ReplySent>& event);
Result<void> check_questions(DecideContext& context, const Event<TimerFired>& event);

}  // namespace kith::sales
