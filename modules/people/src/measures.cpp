// SPDX-License-Identifier: Apache-2.0
#include "measures.h"

#include "answered.h"

namespace kith::people {

Result<std::vector<Observation>> observe_helped(QueryContext& context, Window window) {
  std::vector<Observation> observations;
  for (const Answered& each : KITH_TRY(load_answers(context, window, std::nullopt))) {
    observations.push_back({.value = each.verdict == Verdict::helped ? 1 : 0,
                            .message = each.question,
                            .is_censored = each.verdict == Verdict::open});
  }
  return observations;
}

}  // namespace kith::people
