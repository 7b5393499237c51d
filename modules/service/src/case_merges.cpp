// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "case_projection.h"
#include "change_case.h"

namespace kith::service {
namespace {

/// Whether a thread is `part`, or was merged into it, at any depth.
Result<bool> is_within(ApplyContext& context, ConversationId thread, ConversationId part) {
  while (thread && thread != part) {
    const Case* row = KITH_TRY(context.find<CaseTable>(thread));
    thread = row == nullptr ? ConversationId{} : row->merged_into;
  }
  return thread == part;
}

/// The threads of `part` in which the whole was asked something; `part` itself is always one.
Result<std::vector<ConversationId>> threads_of(ApplyContext& context, const Case& whole,
                                               ConversationId part) {
  std::vector<ConversationId> candidates{whole.opening.thread};
  for (const Ask& ask : whole.asks) {
    candidates.push_back(ask.thread);
  }
  std::vector<ConversationId> threads{part};
  for (const ConversationId thread : candidates) {
    if (std::ranges::find(threads, thread) == threads.end() &&
        KITH_TRY(is_within(context, thread, part))) {
      threads.push_back(thread);
    }
  }
  return threads;
}

}  // namespace

Result<void> fold_merge(ApplyContext& context, const Event<ConversationMerged>& event) {
  const ConversationMerged& body = event.body;
  KITH_CHECK(
      change_case(context, event.head, body.from, [&](Case& part) { part.merge_into(body.into); }));
  Case& part = *KITH_TRY(context.edit<CaseTable>(body.from));
  return change_case(context, event.head, body.into, [&](Case& whole) {
    whole.absorb(part);
    whole.set_status(body.into_status, event.head.occurred_at, Cause::merge);
    whole.wait_since(body.into_waiting_since.value_or(Time{}), event.head.sequence);
  });
}

// The subject is the conversation that stays. Where merges are nested, `into` may be part of it.
Result<void> fold_unmerge(ApplyContext& context, const Event<ConversationUnmerged>& event) {
  const ConversationUnmerged& body = event.body;
  const ConversationId stays{event.head.subject};
  const Case* known = KITH_TRY(context.find<CaseTable>(stays));
  if (known == nullptr) {
    return {};
  }
  const std::vector<ConversationId> threads = KITH_TRY(threads_of(context, *known, body.from));
  Case& freed = *KITH_TRY(context.edit<CaseTable>(body.from));
  freed.conversation = body.from;
  std::vector<Ask> own;
  KITH_CHECK(change_case(context, event.head, stays, [&](Case& whole) {
    own = whole.release(freed, threads, event.head.sequence);
    whole.set_status(body.into_status, event.head.occurred_at, Cause::merge);
    whole.wait_since(body.into_waiting_since.value_or(Time{}), event.head.sequence);
  }));
  return change_case(context, event.head, body.from, [&](Case& part) {
    part.stand_alone(own);
    part.set_status(body.from_status, event.head.occurred_at, Cause::merge);
    part.wait_since(body.from_waiting_since.value_or(Time{}), event.head.sequence);
  });
}

}  // namespace kith::service
