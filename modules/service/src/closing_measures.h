// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

/// The observations behind whether what was done held, and what is owed (metrics.md, R3 and R5).
/// Each names the question that opened the case, or that brought it back.
namespace kith::service {

extern const Statement list_closings;
extern const Statement list_questions_of_persons;
extern const Statement list_new_cases;
extern const Statement list_returns;
extern const Statement list_late;
extern const Statement list_due;

/// 1 for each time that a case was resolved in the window and neither opened again by a colleague
/// nor followed by another question of the same person, here or elsewhere, within seven days; else
/// 0. Censored where the seven days were not over, whatever happened: else only what failed of the
/// last week would count.
Result<std::vector<Observation>> observe_held(QueryContext& context, Window window);

/// One for each question of the window that opened a case, or brought one back that was resolved.
Result<std::vector<Observation>> observe_inflow(QueryContext& context, Window window);

/// One for each case that was past something that was due when the window ended.
Result<std::vector<Observation>> observe_past_due(QueryContext& context, Window window);

}  // namespace kith::service
