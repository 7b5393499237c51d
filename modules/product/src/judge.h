// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

#include "wish_events.h"

/// Decides whether a message holds a wish, and which open request it is like.
namespace kith::product {

Result<void> judge_message(DecideContext& context, const Event<MessageAdded>& event);
/// The text changed: it may be another wish now, or none.
Result<void> judge_edit(DecideContext& context, const Event<MessageEdited>& event);
/// The nearest request was not the one: the next that is like enough may be.
Result<void> judge_again(DecideContext& context, const Event<LikenessRejected>& event);

}  // namespace kith::product
