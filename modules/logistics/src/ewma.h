// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "bin.h"

namespace kith::logistics {

/// How many people usually come to a watch: a mean and a variance that forget by half in three
/// days, and by how much each hour of the day differs from the mean. Of roots of counts, twice the
/// root of (people + 3/8), whose spread hardly depends on how many come, in 1/2^20. Whole numbers
/// alone: the same messages give the same state with every compiler, live and in a rebuild.
struct Ewma {
  std::int64_t bins = 0;  ///< closed so far
  std::int64_t mean = 0;
  std::int64_t variance = 0;
  std::array<std::int64_t, 24> hours{};

  bool operator==(const Ewma&) const = default;
};

/// Until so many bins are closed (2.5 days) nothing is said.
inline constexpr std::int64_t bins_to_learn = 360;
/// Who was silent for longer than this (28 days) is taken to have been so for as long.
inline constexpr Bin most_silent_bins = 28 * bins_per_day;
inline constexpr std::int64_t most_people_counted = 100'000;

/// What a bin looks like beside what is usual.
struct Judgement {
  std::int64_t score = 0;     ///< spreads above what is usual, in 1/1000
  std::int64_t expected = 0;  ///< people, in 1/1000
  bool is_learning = true;    ///< too little is known: score says nothing
};

Judgement judge(const Ewma& usual, Bin bin, std::int64_t people);

/// Learns what a bin came to. Every bin is closed once, in order, also where nobody came.
void close_bin(Ewma& usual, Bin bin, std::int64_t people);

}  // namespace kith::logistics
