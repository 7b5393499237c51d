// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <kith/module.h>

#include "insight/estimate.h"

namespace kith::insight {

/// How long things take where some had not happened yet when one looked: Kaplan and Meier's curve
/// of the share that still waits, with bounds by Wilson for the number of observations that would
/// have said as much had none been censored (1 - S) / (S · Greenwood's sum).
class SurvivalCurve {
 public:
  /// What happened at a moment counts before what was censored at that moment.
  explicit SurvivalCurve(std::span<const Observation> observations);

  /// The time after which `share` of all have happened: the first at which no more than the rest
  /// still waits. Where the curve does not come down that far, the longest time observed.
  Estimate quantile(double share) const;

  /// The curve just after something happened.
  struct Step {
    std::int64_t time = 0;
    double waiting = 1;  ///< the share that still waits
    double lo = 0;       ///< its bounds
    double hi = 1;
  };
  const std::vector<Step>& steps() const { return steps_; }

 private:
  std::vector<Step> steps_;
  std::int64_t longest_ = 0;
  std::int64_t n_ = 0;
};

}  // namespace kith::insight
