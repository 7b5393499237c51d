// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

#include "events.h"

/// Decide: which watches a message is about, and what follows from a message that is.
namespace kith::logistics {

extern const Statement find_message;
extern const Statement list_noted_of;

/// Tells of each watch that a message from outside is about.
Result<void> note_message(DecideContext& context, const Event<MessageAdded>& event);
/// Tells which watches a changed message is about now, and which it was about.
Result<void> note_edit(DecideContext& context, const Event<MessageEdited>& event);
/// Takes a deleted message back from every watch that it was about.
Result<void> withdraw_message(DecideContext& context, const Event<MessageDeleted>& event);
/// Tells of the episode that a message opened, and takes the message back where it was changed or
/// deleted while it was on its way.
Result<void> follow_note(DecideContext& context, const Event<MessageNoted>& event);

}  // namespace kith::logistics
