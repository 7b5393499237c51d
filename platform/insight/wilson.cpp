// SPDX-License-Identifier: Apache-2.0
#include "insight/wilson.h"

#include <algorithm>
#include <cmath>

namespace kith::insight {
namespace {

constexpr double wilson_z = 1.645;

std::int64_t in_millionths(double share) {
  return std::llround(share * static_cast<double>(millionth));
}

}  // namespace

// Sums, products, quotients and roots alone: these give the same bits on every machine.
ShareBounds wilson_bounds(double share, double n) {
  if (n <= 0) {
    return {};
  }
  const double middle = 2 * share * n + wilson_z * wilson_z;
  const double spread = wilson_z * std::sqrt(wilson_z * wilson_z + 4 * share * n * (1 - share));
  const double whole = 2 * (n + wilson_z * wilson_z);
  return {std::max(0.0, (middle - spread) / whole), std::min(1.0, (middle + spread) / whole)};
}

Estimate share_estimate(std::int64_t successes, std::int64_t n) {
  if (n <= 0) {
    return {.hi = millionth};
  }
  const double share = static_cast<double>(successes) / static_cast<double>(n);
  const ShareBounds bounds = wilson_bounds(share, static_cast<double>(n));
  return {.value = in_millionths(share),
          .lo = in_millionths(bounds.lo),
          .hi = in_millionths(bounds.hi),
          .n = n};
}

}  // namespace kith::insight
