// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include <kith/context.h>

#include "thread_store.h"

namespace kith::sales {

/// The thread of this number and those that are merged into it, at any depth, as far as they are
/// known, to change.
inline Result<std::vector<Thread*>> edit_whole(ApplyContext& context, ConversationId root) {
  std::vector<Thread*> whole;
  std::vector<ConversationId> left{root};
  while (!left.empty()) {
    const ConversationId thread = left.back();
    left.pop_back();
    if (KITH_TRY(context.find<ThreadTable>(thread)) == nullptr) {
      continue;
    }
    Thread* const row = KITH_TRY(context.edit<ThreadTable>(thread));
    // An event that was skipped may have left a circle.
    if (std::ranges::find(whole, row) == whole.end()) {
      whole.push_back(row);
      left.insert(left.end(), row->parts.begin(), row->parts.end());
    }
  }
  return whole;
}

/// A thread to change, made when there is none.
inline Result<Thread*> edit_thread(ApplyContext& context, ConversationId thread) {
  Thread* const row = KITH_TRY(context.edit<ThreadTable>(thread));
  row->thread = thread;
  return row;
}

}  // namespace kith::sales
