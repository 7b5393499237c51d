// SPDX-License-Identifier: Apache-2.0
#include "ewma.h"

#include <algorithm>

#include "fixed_point.h"

namespace kith::logistics {
namespace {

// No count is over most_people_counted, so a root is below 2^10, its square below 2^20, and every
// product below 2^62.

// 1 - 2^(-1/432): by half in 432 bins, three days.
constexpr std::int64_t mean_weight = 1681;
// 1 - 2^(-1/30): by half in the 30 bins that an hour of the day has in five days.
constexpr std::int64_t hour_weight = 23'952;
// A bin further off is learnt as if it were this many spreads off, so that one storm does not
// become what is usual.
constexpr std::int64_t furthest_learnt = 8;
constexpr std::int64_t bins_learnt_whole = 24;
// The root of a count that varies by chance alone has the variance 1; nothing is steadier.
constexpr std::int64_t least_variance = one;

/// The largest whole number whose square is not above `value`.
std::int64_t whole_root(std::uint64_t value) {
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 31; bit > 0; bit >>= 1) {
    const std::uint64_t candidate = root | bit;
    root = candidate * candidate <= value ? candidate : root;
  }
  return static_cast<std::int64_t>(root);
}

/// Twice the root of (people + 3/8).
std::int64_t root_of(std::int64_t people) {
  const auto counted =
      static_cast<std::uint64_t>(std::clamp<std::int64_t>(people, 0, most_people_counted));
  return whole_root((8 * counted + 3) << (2 * fraction_bits - 1));
}

std::size_t hour_of_day(Bin bin) {
  return static_cast<std::size_t>(hour_of(bin) % 24);
}

/// What the time of day adds, drawn out between the middles of the hours.
std::int64_t hourly(const Ewma& usual, Bin bin) {
  const std::size_t hour = hour_of_day(bin);
  const std::int64_t from_middle = 2 * (bin % bins_per_hour) + 1 - bins_per_hour;
  const std::size_t other = (hour + (from_middle < 0 ? 23 : 1)) % 24;
  const std::int64_t share = from_middle < 0 ? -from_middle : from_middle;
  constexpr std::int64_t whole = 2 * bins_per_hour;
  return (usual.hours[hour] * (whole - share) + usual.hours[other] * share) / whole;
}

std::int64_t spread(const Ewma& usual) {
  const std::int64_t variance = std::max(usual.variance, least_variance);
  return whole_root(static_cast<std::uint64_t>(variance) << fraction_bits);
}

void learn_hour(Ewma& usual, Bin bin, std::int64_t off) {
  // The first days weigh more: each bin of an hour as much as those before it.
  const std::int64_t before = usual.bins / bins_per_day * bins_per_hour + bin % bins_per_hour;
  const std::int64_t weight = std::max(one / (2 * (before + 1)), hour_weight);
  usual.hours[hour_of_day(bin)] += times(off, weight);
  std::int64_t sum = 0;
  for (const std::int64_t hour : usual.hours) {
    sum += hour;
  }
  const std::int64_t middle = sum / 24;
  for (std::int64_t& hour : usual.hours) {
    hour -= middle;
  }
  usual.mean += middle;
}

}  // namespace

Judgement judge(const Ewma& usual, Bin bin, std::int64_t people) {
  const std::int64_t expected = usual.mean + hourly(usual, bin);
  const std::int64_t off = root_of(people) - expected;
  const std::int64_t square = times(std::max<std::int64_t>(expected, 0), expected);
  return {.score = off * 1000 / spread(usual),
          .expected = std::max<std::int64_t>(0, (square / 4 - one * 3 / 8) * 1000 >> fraction_bits),
          .is_learning = usual.bins < bins_to_learn};
}

void close_bin(Ewma& usual, Bin bin, std::int64_t people) {
  std::int64_t off = root_of(people) - usual.mean - hourly(usual, bin);
  if (usual.bins > bins_learnt_whole) {
    const std::int64_t furthest = furthest_learnt * spread(usual);
    off = std::clamp(off, -furthest, furthest);
  }
  const std::int64_t weight = std::max(one / (usual.bins + 1), mean_weight);
  usual.mean += times(off, weight);
  const std::int64_t grown = usual.variance + times(times(off, off), weight);
  usual.variance = grown - times(grown, weight);
  if (usual.bins > 0) {
    learn_hour(usual, bin, off);  // the first bin is all level: nothing was known to differ from
  }
  ++usual.bins;
}

}  // namespace kith::logistics
