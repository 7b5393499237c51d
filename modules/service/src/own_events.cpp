// SPDX-License-Identifier: Apache-2.0
#include "case_projection.h"
#include "change_case.h"

namespace kith::service {

Result<void> fold_targets(ApplyContext& context, const Event<CaseTargetsSet>& event) {
  const CaseTargetsSet& body = event.body;
  return change_known_case(context, event.head, {event.head.subject}, [&](Case& row) {
    if (!row.is_running()) {
      return;
    }
    Targets& targets = row.targets;
    targets.policy = body.policy_id;
    const std::optional<Time> reply =
        body.first_reply_due ? body.first_reply_due : body.next_reply_due;
    if (reply && body.waiting_since == row.waiting_since) {
      targets.reply_due = *reply;
      // What is late stays late, unless the new due time gives it another chance.
      targets.reply_is_late = targets.reply_is_late && *reply <= event.head.occurred_at;
    }
    if (body.resolution_due) {
      targets.resolution_due = *body.resolution_due;
      targets.resolution_missed =
          targets.resolution_missed && *body.resolution_due <= event.head.occurred_at;
    }
  });
}

Result<void> fold_first_reply(ApplyContext& context, const Event<FirstReplied>& event) {
  return change_known_case(context, event.head, {event.head.subject}, [&](Case& row) {
    if (row.first_reply.message == event.body.message_id) {
      row.first_reply.business_minutes = event.body.business_minutes;
    }
  });
}

Result<void> fold_resolution(ApplyContext& context, const Event<CaseResolved>& event) {
  return change_known_case(context, event.head, {event.head.subject}, [&](Case& row) {
    if (row.resolution.at == event.body.resolved_at) {
      row.resolution.business_minutes = event.body.business_minutes;
    }
  });
}

Result<void> fold_miss(ApplyContext& context, const Event<TargetMissed>& event) {
  const TargetMissed& body = event.body;
  return change_known_case(context, event.head, {event.head.subject}, [&](Case& row) {
    Targets& targets = row.targets;
    if (body.which == Target::resolution) {
      targets.resolution_missed = true;
      return;
    }
    targets.first_reply_missed = targets.first_reply_missed || body.which == Target::first_reply;
    // What was due may have been done since; only the wait that it was due for is late.
    targets.reply_is_late = targets.reply_is_late || targets.reply_due == body.due;
  });
}

}  // namespace kith::service
