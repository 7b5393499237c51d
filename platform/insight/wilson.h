// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "insight/estimate.h"

namespace kith::insight {

/// The bounds of a share, from 0 to 1.
struct ShareBounds {
  double lo = 0;
  double hi = 1;
};

/// Wilson's bounds of the share `share` among `n` observations, z = 1.645: each holds in 95 of 100
/// cases. `n` need not be whole; of none, they are 0 and 1.
ShareBounds wilson_bounds(double share, double n);

/// The share of `successes` among `n` observations.
Estimate share_estimate(std::int64_t successes, std::int64_t n);

}  // namespace kith::insight
