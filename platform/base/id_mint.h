// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include <kith/time.h>

namespace kith {

/// Numbers for new things of one noun: the seconds since 2000 above nine bits, and when a second
/// is full simply the next number. Dense under load (an id is a difference in every posting list
/// and index), never decreasing when the clock does. One thread at a time.
class IdMint {
 public:
  static constexpr int counter_bits = 9;
  static constexpr std::int64_t per_second = 1 << counter_bits;

  /// `last` is the largest number in use.
  explicit IdMint(std::int64_t last = 0) : last_(last) {}

  /// The smallest number of that second; times before 2000 count as 2000.
  static std::int64_t floor(Time time) {
    constexpr std::int64_t seconds_to_2000 = 946'684'800;
    const std::int64_t seconds = time.microseconds / 1'000'000 - seconds_to_2000;
    return std::max<std::int64_t>(seconds, 0) << counter_bits;
  }

  std::int64_t next(Time now) {
    last_ = std::max(last_ + 1, floor(now));
    return last_;
  }

  std::int64_t last() const { return last_; }
  /// Puts the mint back, or on, to where its table stands.
  void set_last(std::int64_t last) { last_ = last; }

 private:
  std::int64_t last_;
};

}  // namespace kith
