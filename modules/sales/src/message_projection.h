// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

/// How messages become contacts, exchanges and open questions: applies, which read nothing but the
/// event and the projections.
namespace kith::sales {

Result<void> fold_message(ApplyContext& context, const Event<MessageAdded>& event);
Result<void> fold_edit(ApplyContext& context, const Event<MessageEdited>& event);
Result<void> fold_deletion(ApplyContext& context, const Event<MessageDeleted>& event);
Result<void> fold_reply(ApplyContext& context, const Event<ReplySent>& event);

}  // namespace kith::sales
