// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>

namespace kith::host {

/// Asks for the figures of past days.
struct ComputeFigures {
  std::int64_t days = 1;

  static consteval auto describe() {
    return described("Has the figures of past days worked out; those that are there stay.",
                     field<&ComputeFigures::days>("How many days back, the last whole one first.",
                                                  range{1, 400}));
  }
};

struct ComputedFigures {
  std::int64_t computed = 0;
  std::int64_t left = 0;
  Time to;

  static consteval auto describe() {
    return described("How many days were worked out.",
                     field<&ComputedFigures::computed>("Days whose figures were worked out now."),
                     field<&ComputedFigures::left>(
                         "Days that are still without: ask again until there are none."),
                     field<&ComputedFigures::to>("Where the last of the days ends."));
  }
};

}  // namespace kith::host
