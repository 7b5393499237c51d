// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "severity.h"

namespace kith::logistics {

/// Whether more people come to a quiet watch from day to day: the sparse detector of metrics.md
/// section 8, a CUSUM of counts with the negative binomial's spread, by the day (UTC) so that day
/// and night do not matter, for twice as many as usual. Whole numbers alone, like Ewma. Source: E.
/// S. Page, "Continuous Inspection Schemes", Biometrika 41, 1954; its likelihood ratio is that of
/// two negative binomial laws of the same shape.
struct Drift {
  std::int64_t days = 0;    ///< closed so far
  std::int64_t rate = 0;    ///< people who usually come in a day, in 1/2^20
  std::int64_t sum = 0;     ///< how much likelier twice as many are: a natural logarithm in 1/2^20
  std::int64_t people = 0;  ///< of the open day

  bool operator==(const Drift&) const = default;
};

/// Until so many days are closed nothing is said.
inline constexpr std::int64_t days_to_learn = 7;
/// Who was silent for longer than this is taken to have been so for as long.
inline constexpr std::int64_t most_silent_days = 28;

/// The severity of the open day, as if it were over: 0 while it learns, and where more than one in
/// an hour usually come.
Severity severity_of(const Drift& drift);
/// People who usually come in a day, in 1/1000.
std::int64_t usual_in_a_day(const Drift& drift);

/// Learns what the open day came to and opens the next. Every day is closed once, in order, also
/// where nobody came.
void close_day(Drift& drift);

}  // namespace kith::logistics
