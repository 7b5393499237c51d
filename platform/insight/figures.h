// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/figure_events.h>
#include <kith/module.h>

#include "insight/estimate.h"

namespace kith::insight {

/// A window and what was observed in it.
struct Observed {
  Window window;
  std::vector<Observation> observations;
};

/// Asks a measure for its window that ends at `to`: its days, and where it grows, the fewest more
/// in which there is enough. The context's time is `to`, so that nothing later is known.
Result<Observed> observe(const Measure& measure, QueryContext& context, Time to);

/// The figures of a measure, from what it observed: one, or two of a duration.
std::vector<FigureComputed> figures_of(const Measure& measure, const Observed& observed);

/// The same where the measure could not be asked: there are no values, and the status says so.
std::vector<FigureComputed> stale_figures_of(const Measure& measure, Time to);

/// What the figures of a measure are called.
std::vector<std::string> metrics_of(const Measure& measure);

}  // namespace kith::insight
