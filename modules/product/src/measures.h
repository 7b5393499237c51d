// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

/// The observations behind product's figures, for insight to window and roll up.
namespace kith::product {

extern const Statement list_asker_outcomes;

/// 1 for each person who asked for a request that was shipped in the window and was told so by its
/// end, else 0. Excluded persons (staff, bots, test accounts) are left out; each observation names
/// the newest message in which the person asked.
Result<std::vector<Observation>> observe_told(QueryContext& context, Window window);

}  // namespace kith::product
