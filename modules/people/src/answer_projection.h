// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

/// How events become answers: the applies, one for each type of event. Each runs on the module's
/// lane or in a rebuild, and reads nothing but the event and the projections.
namespace kith::people {

Result<void> fold_message(ApplyContext& context, const Event<MessageAdded>& event);
Result<void> fold_edit(ApplyContext& context, const Event<MessageEdited>& event);
Result<void> fold_deletion(ApplyContext& context, const Event<MessageDeleted>& event);
Result<void> fold_reply(ApplyContext& context, const Event<ReplySent>& event);
Result<void> fold_status(ApplyContext& context, const Event<StatusChanged>& event);
Result<void> fold_handoff(ApplyContext& context, const Event<HandoffChanged>& event);
Result<void> fold_member(ApplyContext& context, const Event<MemberChanged>& event);

}  // namespace kith::people
