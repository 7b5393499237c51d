// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

#include "case.h"
#include "events.h"

/// How events become cases: the applies, one for each type of event. Each runs on the module's lane
/// or in a rebuild, and reads nothing but the event and the projections.
namespace kith::service {

Result<void> fold_message(ApplyContext& context, const Event<MessageAdded>& event);
Result<void> fold_edit(ApplyContext& context, const Event<MessageEdited>& event);
Result<void> fold_deletion(ApplyContext& context, const Event<MessageDeleted>& event);
Result<void> fold_reply(ApplyContext& context, const Event<ReplySent>& event);
Result<void> fold_wait_change(ApplyContext& context, const Event<WaitChanged>& event);
Result<void> fold_status(ApplyContext& context, const Event<StatusChanged>& event);
Result<void> fold_assignee(ApplyContext& context, const Event<AssigneeChanged>& event);
Result<void> fold_priority(ApplyContext& context, const Event<PriorityChanged>& event);
Result<void> fold_merge(ApplyContext& context, const Event<ConversationMerged>& event);
Result<void> fold_unmerge(ApplyContext& context, const Event<ConversationUnmerged>& event);

Result<void> fold_targets(ApplyContext& context, const Event<CaseTargetsSet>& event);
Result<void> fold_first_reply(ApplyContext& context, const Event<FirstReplied>& event);
Result<void> fold_resolution(ApplyContext& context, const Event<CaseResolved>& event);
Result<void> fold_miss(ApplyContext& context, const Event<TargetMissed>& event);

}  // namespace kith::service
