// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

#include "events.h"

/// Apply: what logistics folds. Everything about a watch comes by events whose subject it is.
namespace kith::logistics {

/// Counts a message: its person once a day, and raises the alarm when that makes too many.
Result<void> fold_note(ApplyContext& context, const Event<MessageNoted>& event);
/// Takes a message back. While its bin is open its person is not counted any more.
Result<void> fold_withdrawal(ApplyContext& context, const Event<MessageWithdrawn>& event);
/// What a colleague did with an episode.
Result<void> fold_move(ApplyContext& context, const Event<EpisodeMoved>& event);

}  // namespace kith::logistics
