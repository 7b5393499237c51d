// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

/// What sales counts, for insight to window and roll up.
namespace kith::sales {

extern const Statement list_acts_of_kind;

/// Each question of somebody's that came to an end: 1 where a colleague answered, 0 where nobody
/// did within the time it may wait.
Result<std::vector<Observation>> observe_exchanges(QueryContext& context, Window window);
/// Each promise that came to an end: 1 where it was kept, 0 where it was broken.
Result<std::vector<Observation>> observe_promises(QueryContext& context, Window window);
/// Each introduction that somebody gave or got.
Result<std::vector<Observation>> observe_introductions(QueryContext& context, Window window);

}  // namespace kith::sales
