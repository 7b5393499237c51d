// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

#include "heard.h"

/// What became of threads beside their messages: merges, the shared workflow, and what service
/// says.
namespace kith::sales {

Result<void> fold_status(ApplyContext& context, const Event<StatusChanged>& event);
Result<void> fold_miss(ApplyContext& context, const Event<heard::TargetMissed>& event);
Result<void> fold_merge(ApplyContext& context, const Event<ConversationMerged>& event);
Result<void> fold_unmerge(ApplyContext& context, const Event<ConversationUnmerged>& event);

}  // namespace kith::sales
