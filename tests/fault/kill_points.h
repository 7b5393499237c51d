// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/kill_point.h"
#include "shop.h"

namespace kith::fault {

/// How often each kill point kills.
inline int kill_rounds() {
  return trials("KITH_KILL_ROUNDS", 1);
}

/// The points of `kill_points` whose name begins so.
inline std::vector<std::string> all_points_of(std::string_view group) {
  std::vector<std::string> points;
  for (const std::string_view point : kill_points) {
    if (point.starts_with(group) && point.substr(group.size()).starts_with('.')) {
      points.emplace_back(point);
    }
  }
  return points;
}

/// Those at which this run kills: all, or one in KITH_KILL_EVERY, by KITH_SEED; one at least.
inline std::vector<std::string> points_of(std::string_view group) {
  const std::vector<std::string> all = all_points_of(group);
  const int every = std::min(trials("KITH_KILL_EVERY", 1), static_cast<int>(all.size()));
  std::vector<std::string> points;
  int place = trials("KITH_SEED", 2026);
  for (const std::string& point : all) {
    if (place++ % every == 0) {
      points.push_back(point);
    }
  }
  return points;
}

/// Processes that are started while this lives are killed when they pass a point this often.
class KillAt : public Variable {
 public:
  KillAt(const std::string& point, int passing)
      : Variable("KITH_KILL_AT", fmt::format("{}:{}", point, passing)) {}
};

/// What chance says, the same for the same KITH_SEED.
class Chance {
 public:
  int between(int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random_);
  }

 private:
  std::mt19937 random_{static_cast<unsigned>(trials("KITH_SEED", 2026))};
};

}  // namespace kith::fault
