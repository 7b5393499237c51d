// SPDX-License-Identifier: Apache-2.0
#include "conversation/workflow.h"

#include <algorithm>

namespace kith::conversation {

Time earlier(Time left, Time right) {
  return !left ? right : !right ? left : std::min(left, right);
}

bool may_move(Status from, Status to) {
  return from != Status::resolved || to == Status::open;
}

WorkState combine(const WorkState& left, const WorkState& right) {
  WorkState whole;
  // The enumeration counts from what asks most of us to what asks nothing.
  whole.status = std::min(left.status, right.status);
  if (whole.status == Status::snoozed) {
    whole.snoozed_until = earlier(left.snoozed_until, right.snoozed_until);
  }
  whole.waiting_since = earlier(left.waiting_since, right.waiting_since);
  return whole;
}

Exchange combine(const Exchange& left, const Exchange& right) {
  Exchange whole = left.last_message > right.last_message ? left : right;
  whole.messages = left.messages + right.messages;
  return whole;
}

}  // namespace kith::conversation
