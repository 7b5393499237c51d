// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

#include "events.h"
#include "wish_events.h"

/// How events become projections: the applies, one for each type of event. Each runs on the
/// module's lane or in a rebuild, and reads nothing but the event and the projections.
namespace kith::product {

Result<void> fold_heard(ApplyContext& context, const Event<RequestHeard>& event);
Result<void> fold_evidence_added(ApplyContext& context, const Event<EvidenceAdded>& event);
Result<void> fold_evidence_removed(ApplyContext& context, const Event<EvidenceRemoved>& event);
Result<void> fold_decision(ApplyContext& context, const Event<RequestDecided>& event);
Result<void> fold_shipment(ApplyContext& context, const Event<RequestShipped>& event);
Result<void> fold_merge(ApplyContext& context, const Event<RequestMerged>& event);
Result<void> fold_unmerge(ApplyContext& context, const Event<RequestUnmerged>& event);
Result<void> fold_told(ApplyContext& context, const Event<AskerTold>& event);

Result<void> fold_draft(ApplyContext& context, const Event<ReplyDrafted>& event);
Result<void> fold_discarded_draft(ApplyContext& context, const Event<DraftDiscarded>& event);
Result<void> fold_reply(ApplyContext& context, const Event<ReplySent>& event);

Result<void> fold_wish(ApplyContext& context, const Event<WishFound>& event);
Result<void> fold_withdrawal(ApplyContext& context, const Event<WishWithdrawn>& event);
Result<void> fold_dismissal(ApplyContext& context, const Event<WishDismissed>& event);
Result<void> fold_likeness(ApplyContext& context, const Event<LikenessFound>& event);
Result<void> fold_rejection(ApplyContext& context, const Event<LikenessRejected>& event);
Result<void> fold_deletion(ApplyContext& context, const Event<MessageDeleted>& event);

}  // namespace kith::product
