// SPDX-License-Identifier: Apache-2.0
#include "experience_measure.h"

#include "act_figures.h"
#include "mention_spoken.h"

namespace kith::marketing {

Result<std::vector<Observation>> observe_experience(QueryContext& context, Window window) {
  return experiences(KITH_TRY(load_weighed(context, window)), window);
}

}  // namespace kith::marketing
