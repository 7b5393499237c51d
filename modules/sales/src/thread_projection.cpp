// SPDX-License-Identifier: Apache-2.0
#include "thread_projection.h"

#include "whole_thread.h"

namespace kith::sales {

Result<void> fold_status(ApplyContext& context, const Event<StatusChanged>& event) {
  const StatusChanged& body = event.body;
  const ConversationId root{event.head.subject};
  if (body.to == Status::resolved) {
    Thread* const row = KITH_TRY(edit_thread(context, root));
    row->resolved_in = event.head.sequence;
    for (Thread* const thread : KITH_TRY(edit_whole(context, root))) {
      thread->let_go();
    }
  } else if (body.from == Status::resolved && body.cause == Cause::message) {
    KITH_TRY(edit_thread(context, root))->reopened_in = event.head.sequence;
  }
  return {};
}

Result<void> fold_miss(ApplyContext& context, const Event<heard::TargetMissed>& event) {
  KITH_TRY(edit_thread(context, ConversationId{event.head.subject}))->missed_in =
      event.head.sequence;
  return {};
}

Result<void> fold_merge(ApplyContext& context, const Event<ConversationMerged>& event) {
  KITH_TRY(edit_thread(context, event.body.into))->link(event.body.from);
  return {};
}

Result<void> fold_unmerge(ApplyContext& context, const Event<ConversationUnmerged>& event) {
  if (KITH_TRY(context.find<ThreadTable>(event.body.into)) != nullptr) {
    KITH_TRY(edit_thread(context, event.body.into))->unlink(event.body.from);
  }
  return {};
}

}  // namespace kith::sales
