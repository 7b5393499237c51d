// SPDX-License-Identifier: Apache-2.0
#include "folds.h"

#include "draft.h"
#include "module.h"
#include "standing.h"
#include "wish.h"

namespace kith::product {
namespace {

/// Changes the wish of a message that holds one; otherwise nothing happens.
template <class Change>
Result<void> change_wish(ApplyContext& context, MessageId message, Change change) {
  if (KITH_TRY(context.find<WishTable>(message)) != nullptr) {
    change(*KITH_TRY(context.edit<WishTable>(message)));
  }
  return {};
}

Result<void> remove_known_wish(ApplyContext& context, MessageId message) {
  if (KITH_TRY(context.find<WishTable>(message)) != nullptr) {
    context.remove<WishTable>(message);
  }
  return {};
}

Result<void> end_draft(ApplyContext& context, DraftId draft, DraftState state) {
  if (KITH_TRY(context.find<DraftTable>(draft)) == nullptr) {
    return {};
  }
  Draft& row = *KITH_TRY(context.edit<DraftTable>(draft));
  row.state = state;
  Thread& thread = *KITH_TRY(context.edit<ThreadTable>({row.request, row.thread}));
  if (thread.draft == draft) {
    thread.draft = {};
  }
  return {};
}

}  // namespace

Result<void> fold_evidence_added(ApplyContext& context, const Event<EvidenceAdded>& event) {
  const EvidenceAdded& body = event.body;
  context.run(count_asker, {{"request", body.request_id}, {"person", body.person_id}});
  recount(context, body.request_id);
  return change_wish(context, body.message_id, [](Wish& wish) { ++wish.evidence; });
}

Result<void> fold_evidence_removed(ApplyContext& context, const Event<EvidenceRemoved>& event) {
  const EvidenceRemoved& body = event.body;
  context.run(discount_asker, {{"request", body.request_id}, {"person", body.person_id}});
  context.run(remove_asker, {{"request", body.request_id}, {"person", body.person_id}});
  recount(context, body.request_id);
  return change_wish(context, body.message_id,
                     [](Wish& wish) { wish.evidence = wish.evidence > 0 ? wish.evidence - 1 : 0; });
}

Result<void> fold_draft(ApplyContext& context, const Event<ReplyDrafted>& event) {
  const ReplyDrafted& body = event.body;
  if (body.module != module_name) {
    return {};
  }
  const RequestId request{body.about_id};
  *KITH_TRY(context.edit<DraftTable>(body.draft_id)) = {
      .draft = body.draft_id, .request = request, .thread = body.thread_id};
  *KITH_TRY(context.edit<ThreadTable>({request, body.thread_id})) = {request, body.thread_id,
                                                                     body.draft_id};
  return {};
}

Result<void> fold_discarded_draft(ApplyContext& context, const Event<DraftDiscarded>& event) {
  return event.body.module == module_name
             ? end_draft(context, event.body.draft_id, DraftState::discarded)
             : Result<void>();
}

Result<void> fold_reply(ApplyContext& context, const Event<ReplySent>& event) {
  return event.body.draft_id ? end_draft(context, event.body.draft_id, DraftState::sent)
                             : Result<void>();
}

Result<void> fold_wish(ApplyContext& context, const Event<WishFound>& event) {
  const WishFound& body = event.body;
  Wish& wish = *KITH_TRY(context.edit<WishTable>(body.message_id));
  wish = {.message = body.message_id,
          .thread = body.thread_id,
          .person = body.person_id,
          .revision = body.revision,
          .place = {body.first, body.length},
          .evidence = wish.evidence};
  return {};
}

Result<void> fold_withdrawal(ApplyContext& context, const Event<WishWithdrawn>& event) {
  return remove_known_wish(context, event.body.message_id);
}

Result<void> fold_dismissal(ApplyContext& context, const Event<WishDismissed>& event) {
  return change_wish(context, event.body.message_id, [](Wish& wish) { wish.is_dismissed = true; });
}

Result<void> fold_likeness(ApplyContext& context, const Event<LikenessFound>& event) {
  return change_wish(context, event.body.message_id, [&](Wish& wish) {
    wish.request = event.body.request_id;
    wish.likeness = event.body.likeness;
  });
}

Result<void> fold_rejection(ApplyContext& context, const Event<LikenessRejected>& event) {
  const LikenessRejected& body = event.body;
  *KITH_TRY(context.edit<RejectionTable>(RejectionTable::Key{body.message_id, body.request_id})) = {
      body.message_id, body.request_id};
  return change_wish(context, body.message_id, [&](Wish& wish) {
    if (wish.request == body.request_id) {
      wish.request = {};
      wish.likeness = 0;
    }
  });
}

Result<void> fold_deletion(ApplyContext& context, const Event<MessageDeleted>& event) {
  return remove_known_wish(context, event.body.message_id);
}

}  // namespace kith::product
