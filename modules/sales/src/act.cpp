// SPDX-License-Identifier: Apache-2.0
#include "act.h"

namespace kith::sales {

Worth worth_of(ActKind kind) {
  switch (kind) {
    case ActKind::help_confirmed: return {.ours = 3 * one_point};
    case ActKind::they_helped: return {.theirs = 3 * one_point};
    case ActKind::introduction_given: return {.ours = 4 * one_point};
    case ActKind::introduction_received: return {.theirs = 4 * one_point};
    case ActKind::meeting: return {.ours = 2 * one_point, .theirs = 2 * one_point};
    case ActKind::exchange: return {.ours = one_point / 2, .theirs = one_point / 2};
    case ActKind::left_unanswered: return {.ours = -one_point};
    case ActKind::promise_broken: return {.ours = -3 * one_point};
    case ActKind::promise_kept: return {};
  }
  return {};
}

bool is_two_way(ActKind kind) {
  return kind == ActKind::meeting || kind == ActKind::exchange;
}

}  // namespace kith::sales
