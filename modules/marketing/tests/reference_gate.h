// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

/// Readiness as metrics.md, section 1, has it, written from that page alone: from what happened,
/// with plain arithmetic, every day from the beginning. Slow, and shares nothing with the product.
namespace kith::marketing::reference {

/// What is known at the end of a day. A share of nothing is missing, as is a figure that `has` not.
struct Day {
  bool has_figures = true;
  double needed = 1000, answered = 950;                                // R1
  double median_hours = 2, p90_hours = 12;                             // R2
  double closed = 400, came_back = 60;                                 // R3
  double answers = 120, good_answers = 110, answers_in_28_days = 120;  // R4
  double asked_in_survey = 400, answered_survey = 120;
  double past_due = 1, inflow_in_28_days = 400, critical_alerts = 0;  // R5
  double positive = 90, negative = 10;                                // R6
  std::array<bool, 5> has_owner{true, true, true, true, true};        // R7
  std::array<double, 5> told{9, 9, 9, 9, 9};
  std::array<double, 5> overdue{1, 1, 1, 1, 1};
};

constexpr double z = 1.645;

inline double wilson(double good, double of, double sign) {
  const double p = good / of;
  const double middle = p + z * z / (2 * of);
  const double half = z * std::sqrt(p * (1 - p) / of + z * z / (4 * of * of));
  return (middle + sign * half) / (1 + z * z / of);
}
inline double wl(double good, double of) {
  return wilson(good, of, -1);
}
inline double wu(double good, double of) {
  return wilson(good, of, 1);
}

/// The three columns of the table: enter, fail, and that nothing can be said.
struct Row {
  bool enters = false;
  bool fails = false;
  bool is_missing = false;
};

inline Row share(double good, double of, double least) {
  if (of == 0) {
    return {.is_missing = true};
  }
  return {.enters = wl(good, of) >= least, .fails = wu(good, of) < least};
}

inline std::array<Row, 7> table(const Day& day) {
  std::array<Row, 7> rows;
  if (!day.has_figures) {
    rows.fill({.is_missing = true});
  } else {
    rows[0] = share(day.answered, day.needed, .90);
    rows[1] = {.enters = day.median_hours <= 4 && day.p90_hours <= 24,
               .fails = day.median_hours > 6 || day.p90_hours > 36};
    rows[2] = share(day.closed - day.came_back, day.closed, .70);
    rows[3] = share(day.good_answers, day.answers, .80);
    rows[3].enters =
        rows[3].enters && day.answers >= 50 && day.answered_survey / day.asked_in_survey >= .10;
    rows[3].fails = rows[3].fails || day.answers_in_28_days < 20;
    // Of a window that grew both columns may hold. What fails opens nothing.
    rows[3].enters = rows[3].enters && !rows[3].fails;
    const double weekly = day.inflow_in_28_days / 4;
    rows[4] = {.enters = day.past_due / weekly <= .10 && day.critical_alerts == 0,
               .fails = day.past_due / weekly > .20 || day.critical_alerts > 0};
    rows[5] = share(day.positive, day.positive + day.negative, .60);
    rows[6].enters = true;
    for (std::size_t each = 0; each < 5; ++each) {
      rows[6].enters = rows[6].enters && day.told[each] >= 3 &&
                       day.told[each] / (day.told[each] + day.overdue[each]) >= .80;
    }
  }
  const bool all_owned = std::ranges::all_of(day.has_owner, std::identity());
  rows[6].enters = rows[6].enters && all_owned;
  rows[6].fails = !all_owned;
  return rows;
}

inline bool enters(const Day& day) {
  return std::ranges::all_of(table(day), [](const Row& row) { return row.enters; });
}
inline bool fails(const Day& day) {
  return std::ranges::any_of(table(day), [](const Row& row) { return row.fails; });
}
inline bool locks_at_once(const Day& day) {
  return (day.has_figures && (day.critical_alerts > 0 || day.answered / day.needed < .75)) ||
         std::ranges::any_of(table(day), [](const Row& row) { return row.is_missing; });
}

/// Whether the gate is open after the last of these days, which follow each other without gaps.
inline bool is_open(const std::vector<Day>& days) {
  const auto running = [&](std::size_t last, std::size_t wanted, bool (*holds)(const Day&)) {
    for (std::size_t back = 0; back < wanted; ++back) {
      if (last < back || !holds(days[last - back])) {
        return false;
      }
    }
    return true;
  };
  bool open = false;
  for (std::size_t day = 0; day < days.size(); ++day) {
    if (!open) {
      open = running(day, 14, &enters);
    } else {
      open = !locks_at_once(days[day]) && !running(day, 3, &fails);
    }
  }
  return open;
}

}  // namespace kith::marketing::reference
