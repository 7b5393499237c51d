// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

#include <kith/time.h>

/// Time as logistics counts it: in bins of ten minutes, hours and days, UTC, since 1970.
namespace kith::logistics {

/// The number of a bin; 0 is none.
using Bin = std::int64_t;

inline constexpr Duration bin_width = std::chrono::minutes(10);
inline constexpr Bin bins_per_hour = 6;
inline constexpr Bin bins_per_day = 24 * bins_per_hour;

constexpr Bin bin_of(Time time) {
  return time.microseconds / bin_width.count();
}
constexpr Time start_of(Bin bin) {
  return Time{bin * bin_width.count()};
}
constexpr std::int64_t hour_of(Bin bin) {
  return bin / bins_per_hour;
}
constexpr std::int64_t day_of(Bin bin) {
  return bin / bins_per_day;
}

}  // namespace kith::logistics
