// SPDX-License-Identifier: Apache-2.0
#include "drift.h"

#include <algorithm>

#include "fixed_point.h"

namespace kith::logistics {
namespace {

// The shape of the negative binomial: counts vary by the mean and a twelfth of its square.
constexpr std::int64_t shape = 12 * one;
constexpr std::int64_t log_of_two = 726'817;  // of the ratio 2
// 1 - 2^(-1/28): by half in 28 days, so that a slow rise is not learnt while it goes on.
constexpr std::int64_t rate_weight = 25'637;
// Of a watch that nobody came to, one in four days is not strange.
constexpr std::int64_t least_rate = one / 4;
// What is carried to the next day is little above an alarm: a storm that is over is forgotten in
// days, not in weeks. With the open day it comes to a severity of 4.4 at most: a burst is worse.
constexpr std::int64_t most_carried = 5 * one;
constexpr std::int64_t most_sum = 7 * one;
// Above one an hour, days and nights of ten minutes say more: that is Ewma's.
constexpr std::int64_t most_rate = 24 * one;
constexpr std::int64_t most_people = 100'000;
// A chance by the hour: 1 in 24 of the day's, so that the usual severity of a watch, 3.2, comes of
// chance alone less than once in 60 days.
constexpr Severity of_an_hour = 138;  // log10(24)

/// ln(1 + z) for 0 <= z <= 1, by the series of the inverse hyperbolic tangent.
std::int64_t log_above_one(std::int64_t z) {
  const std::int64_t w = (z << fraction_bits) / (2 * one + z);
  const std::int64_t square = times(w, w);
  std::int64_t power = w;
  std::int64_t sum = 0;
  for (int odd = 1; odd <= 13; odd += 2) {
    sum += power / odd;
    power = times(power, square);
  }
  return 2 * sum;
}

/// By how much `people` in a day are likelier where twice as many come as usual.
std::int64_t likelier(const Drift& drift, std::int64_t people) {
  const std::int64_t rate = std::max(drift.rate, least_rate);
  const std::int64_t log = log_above_one((rate << fraction_bits) / (shape + rate));
  const std::int64_t counted = std::min(people, most_people);
  return counted * (log_of_two - log) - times(shape, log);
}

std::int64_t sum_with(const Drift& drift) {
  return std::clamp<std::int64_t>(drift.sum + likelier(drift, drift.people), 0, most_sum);
}

}  // namespace

Severity severity_of(const Drift& drift) {
  if (drift.days < days_to_learn || drift.rate > most_rate) {
    return 0;
  }
  // 100 / ln 10 = 43.43
  const Severity severity = of_an_hour + times(sum_with(drift), 4343) / 100;
  return std::min(severity, most_severity);
}

std::int64_t usual_in_a_day(const Drift& drift) {
  return drift.rate * 1000 >> fraction_bits;
}

void close_day(Drift& drift) {
  if (drift.days >= days_to_learn) {
    drift.sum = std::min(sum_with(drift), most_carried);
  }
  // A day further off is learnt as twice what is usual and four, so that one storm does not become
  // it.
  const std::int64_t furthest = 2 * std::max(drift.rate, least_rate) + 4 * one;
  const std::int64_t learnt = std::min(std::min(drift.people, most_people) * one, furthest);
  const std::int64_t weight = std::max(one / (drift.days + 1), rate_weight);
  drift.rate += times(learnt - drift.rate, weight);
  drift.people = 0;
  ++drift.days;
}

}  // namespace kith::logistics
