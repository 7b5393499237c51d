// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include <kith/module.h>

/// The statistics of metrics.md once more, by other ways and slowly, for tests to compare with.
namespace kith::insight {

/// The bound of a share by its definition: the share p from which the observed one lies 1.645
/// standard errors of p away, found by halving. `side` is -1 for the lower, 1 for the upper.
inline double bound_by_halving(double share, double n, int side) {
  constexpr double errors = 1.645;
  const auto distance = [&](double p) {
    return std::abs(share - p) - errors * std::sqrt(p * (1 - p) / n);
  };
  double inside = share;
  double outside = side < 0 ? 0.0 : 1.0;
  // Next to 0 and 1 the standard error of the observed share itself is nothing.
  if (share == 0.0 || share == 1.0) {
    inside = share == 0.0 ? 1e-12 : 1 - 1e-12;
  }
  for (int halving = 0; halving < 200; ++halving) {
    const double middle = (inside + outside) / 2;
    (distance(middle) <= 0 ? inside : outside) = middle;
  }
  return inside;
}

/// The curve of Kaplan and Meier, read off the table of each time.
struct Curve {
  double waiting = 1;
  double lo = 1;
  double hi = 1;
};
inline std::map<std::int64_t, Curve> curve_by_table(const std::vector<Observation>& observations) {
  std::map<std::int64_t, Curve> curve;
  for (const Observation& at : observations) {
    if (at.is_censored) {
      continue;
    }
    Curve step;
    double sum = 0;
    double worth = static_cast<double>(observations.size());
    std::map<std::int64_t, std::pair<double, double>> table;  // at risk, happened
    for (const Observation& row : observations) {
      if (row.is_censored || row.value > at.value) {
        continue;
      }
      auto& [risk, happened] = table[row.value];
      happened += 1;
      risk = static_cast<double>(std::ranges::count_if(
          observations, [&](const Observation& each) { return each.value >= row.value; }));
    }
    for (const auto& [time, row] : table) {
      const auto [risk, happened] = row;
      step.waiting *= (risk - happened) / risk;
      if (risk > happened) {
        sum += happened / risk / (risk - happened);
        worth = (1 - step.waiting) / step.waiting / sum;
      }
    }
    step.lo = step.waiting < 1e-12 ? 0 : bound_by_halving(step.waiting, worth, -1);
    step.hi = bound_by_halving(step.waiting < 1e-12 ? 0 : step.waiting, worth, 1);
    curve[at.value] = step;
  }
  return curve;
}

}  // namespace kith::insight
