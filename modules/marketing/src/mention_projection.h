// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>

#include "mention_events.h"

/// Apply: mentions, folded from what was told of them. What is deleted stays, as a tombstone that
/// counts.
namespace kith::marketing {

Result<void> fold_mention(ApplyContext& context, const Event<MentionNoted>& event);
Result<void> fold_withdrawal(ApplyContext& context, const Event<MentionWithdrawn>& event);
Result<void> fold_copy(ApplyContext& context, const Event<CopyFound>& event);
Result<void> fold_correction(ApplyContext& context, const Event<MentionCorrected>& event);

}  // namespace kith::marketing
