// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "gate.h"
#include "reference_gate.h"

/// The figures that insight would tell of a day of the reference.
namespace kith::marketing {

/// When the day of this number ended: day 1 is Monday, 2026-01-05, UTC.
inline Time end_of_day(int day) {
  return Time{1'767'571'200'000'000} + std::chrono::hours(24) * day;
}

inline std::int64_t millionths(double value) {
  return std::llround(value * 1e6);
}

inline FigureComputed share_told(double good, double of) {
  FigureComputed figure{.n = static_cast<std::int64_t>(of)};
  if (of == 0) {
    figure.status = FigureStatus::insufficient;
    figure.missing = 20;
    return figure;
  }
  figure.value = millionths(good / of);
  figure.lo = millionths(reference::wl(good, of));
  figure.hi = millionths(reference::wu(good, of));
  return figure;
}

inline FigureComputed count_told(double count) {
  return {.value = millionths(count),
          .lo = millionths(count),
          .hi = millionths(count),
          .n = static_cast<std::int64_t>(count)};
}

inline FigureComputed hours_told(double hours) {
  return {.value = millionths(hours * 60), .lo = millionths(hours * 60), .n = 100};
}

/// Every figure of a day, in the order of Input.
inline std::vector<FigureComputed> figures_told(const reference::Day& day, Time to) {
  std::vector<FigureComputed> told{share_told(day.answered, day.needed),
                                   hours_told(day.median_hours),
                                   hours_told(day.p90_hours),
                                   share_told(day.closed - day.came_back, day.closed),
                                   share_told(day.good_answers, day.answers),
                                   count_told(day.answers_in_28_days),
                                   share_told(day.answered_survey, day.asked_in_survey),
                                   count_told(day.past_due),
                                   count_told(day.inflow_in_28_days),
                                   count_told(day.critical_alerts),
                                   share_told(day.positive, day.positive + day.negative)};
  for (std::size_t each = 0; each < departments_with_owner.size(); ++each) {
    told.push_back(share_told(day.told[each], day.told[each] + day.overdue[each]));
  }
  for (std::size_t each = 0; each < told.size(); ++each) {
    told[each].metric = input_names[each];
    told[each].from = to - std::chrono::hours(28 * 24);
    told[each].to = to;
  }
  return told;
}

/// What the gate reads of them.
inline DayFigures figures_of(const reference::Day& day, Time to) {
  DayFigures figures{.has_owner = day.has_owner};
  if (day.has_figures) {
    const std::vector<FigureComputed> told = figures_told(day, to);
    for (std::size_t each = 0; each < told.size(); ++each) {
      figures.figures[each] = told[each];
    }
  }
  return figures;
}

}  // namespace kith::marketing
