// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"

namespace kith::simulation {

/// All that is left to chance in one run: the same for the same seed.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  /// Uniform in [0, bound).
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(bound)));
  }
  bool one_in(std::int64_t times) { return below(times) == 0; }
  std::uint64_t number() { return random_.number(); }
  /// One of what must not be empty.
  template <class Item>
  Item& any(std::vector<Item>& items) {
    return items[static_cast<std::size_t>(below(static_cast<std::int64_t>(items.size())))];
  }

 private:
  SeededRandom random_;
};

}  // namespace kith::simulation
