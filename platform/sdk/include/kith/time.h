// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>

namespace kith {

/// A span of time in microseconds.
using Duration = std::chrono::microseconds;

/// A moment: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted. RFC 3339 in UTC
/// in JSON. 0 means "no moment" wherever a moment may be absent in a row.
struct Time {
  std::int64_t microseconds = 0;

  explicit operator bool() const { return microseconds != 0; }
  auto operator<=>(const Time&) const = default;

  friend Time operator+(Time time, Duration span) { return {time.microseconds + span.count()}; }
  friend Time operator-(Time time, Duration span) { return {time.microseconds - span.count()}; }
  friend Duration operator-(Time later, Time earlier) {
    return Duration{later.microseconds - earlier.microseconds};
  }
};

}  // namespace kith

template <>
struct std::hash<kith::Time> {
  std::size_t operator()(kith::Time time) const noexcept {
    return std::hash<std::int64_t>{}(time.microseconds);
  }
};
