// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include <kith/module.h>

/// The observations behind service's figures (metrics.md sections 1 and 9), for insight to window
/// and roll up. Each names the question that it stands on. Times are counted without the pauses.
/// Persons who are excluded (staff, bots, test accounts) are left out.
namespace kith::service {

extern const Statement list_openings;
extern const Statement list_resolutions;
extern const Statement list_asks;

/// What is known at the end of a window is what had happened by then.
inline Time end_of(const QueryContext& context, const Window& window) {
  return std::min(window.to, context.now());
}

/// Business minutes from the question that opened a case to a colleague's first answer, one for
/// each case that was opened in the window; censored where there was none by its end.
Result<std::vector<Observation>> observe_first_replies(QueryContext& context, Window window);

/// Business minutes from the opening to the resolution, one for each case that was opened in the
/// window, imported ones aside; censored where it was not resolved at its end.
Result<std::vector<Observation>> observe_resolutions(QueryContext& context, Window window);

/// 1 for each question of the window that a colleague answered within 24 hours by the clock, else
/// 0; censored where the 24 hours were not over. With what was missed, as the audit estimates it.
Result<std::vector<Observation>> observe_coverage(QueryContext& context, Window window);

}  // namespace kith::service
