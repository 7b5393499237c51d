// SPDX-License-Identifier: Apache-2.0
#include "own_events.h"

#include "ledger.h"
#include "relationship_store.h"
#include "whole_thread.h"

namespace kith::sales {
namespace {

Act act_of(const EventHead& head, const TouchFigure& touch) {
  return {.kind = act_of(touch.kind),
          .person = {head.subject},
          .at = touch.happened_at,
          .source = touch.touch_id.value,
          .member = touch.member_id,
          .message = touch.message_id};
}

}  // namespace

Result<void> fold_promise(ApplyContext& context, const Event<PromiseChanged>& event) {
  const PromiseChanged& body = event.body;
  const bool has_ended = body.state == PromiseState::kept || body.state == PromiseState::broken;
  if (!has_ended || !body.person_id) {
    return {};
  }
  return enter_act(context, {.kind = body.state == PromiseState::kept ? ActKind::promise_kept
                                                                      : ActKind::promise_broken,
                             .person = body.person_id,
                             .at = event.head.occurred_at,
                             .source = event.head.subject,
                             .member = body.owner_id,
                             .message = body.message_id});
}

Result<void> fold_touch(ApplyContext& context, const Event<TouchRecorded>& event) {
  return enter_act(context, act_of(event.head, event.body.touch));
}

Result<void> fold_touch_withdrawal(ApplyContext& context, const Event<TouchWithdrawn>& event) {
  return withdraw_act(context, act_of(event.head, event.body.touch));
}

Result<void> fold_left_unanswered(ApplyContext& context, const Event<LeftUnanswered>& event) {
  const LeftUnanswered& body = event.body;
  const ConversationId thread{event.head.subject};
  if (const Thread* const row = KITH_TRY(context.find<ThreadTable>(thread)); row != nullptr) {
    // A timer that was set again while it fired tells of the same question twice.
    const Question* const question = row->find(body.message_id);
    if (question != nullptr && question->state == QuestionState::missed) {
      return {};
    }
    KITH_TRY(edit_thread(context, thread))->miss(body.message_id);
  }
  return enter_act(context, {.kind = ActKind::left_unanswered,
                             .person = body.person_id,
                             .at = body.due,
                             .source = body.message_id.value,
                             .message = body.message_id});
}

Result<void> fold_member(ApplyContext& context, const Event<MemberChanged>& event) {
  const MemberId member = event.body.member_id;
  if (event.body.is_active) {
    context.run(remove_leaver, {{"member", member}});
  } else {
    context.run(add_leaver, {{"member", member}, {"left_at", event.head.occurred_at}});
  }
  return {};
}

}  // namespace kith::sales
