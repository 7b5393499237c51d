// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

#include "events.h"

/// How promises and what sales itself told become acts, and which colleagues have left.
namespace kith::sales {

Result<void> fold_promise(ApplyContext& context, const Event<PromiseChanged>& event);
Result<void> fold_touch(ApplyContext& context, const Event<TouchRecorded>& event);
Result<void> fold_touch_withdrawal(ApplyContext& context, const Event<TouchWithdrawn>& event);
Result<void> fold_left_unanswered(ApplyContext& context, const Event<LeftUnanswered>& event);

Result<void> fold_member(ApplyContext& context, const Event<MemberChanged>& event);

}  // namespace kith::sales
