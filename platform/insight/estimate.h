// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

/// What the statistics give: exact integers, so that the same observations give the same bytes.
namespace kith::insight {

inline constexpr std::int64_t millionth = 1'000'000;  ///< so many make a unit

/// A statistic with its one-sided 95 % bounds, in millionths of the unit of what was observed.
struct Estimate {
  std::int64_t value = 0;
  std::int64_t lo = 0;
  std::optional<std::int64_t> hi = {};  ///< none: nothing bounds it from above
  bool is_at_least = false;             ///< too much was censored to tell: it is `value` or more
  std::int64_t n = 0;                   ///< observations that it stands on

  bool operator==(const Estimate&) const = default;
};

}  // namespace kith::insight
