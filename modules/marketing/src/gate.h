// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include <kith/figure_events.h>

#include "owner.h"

/// The gate that unlocks marketing (metrics.md, section 1): from the figures of a day its verdicts,
/// from the verdicts of days where it stands. Whole numbers; no SQL, no clock, no words.
namespace kith::marketing {

/// What the company is asked for, R1 to R7. Numbers are stored: append, never renumber.
enum class Criterion : std::uint8_t {
  coverage,
  speed,
  resolution,
  satisfaction,
  debt,
  experience,
  alignment,
};
inline constexpr std::array criteria{
    Criterion::coverage, Criterion::speed,      Criterion::resolution, Criterion::satisfaction,
    Criterion::debt,     Criterion::experience, Criterion::alignment};

/// What a day says of a criterion. Numbers are stored.
enum class GateVerdict : std::uint8_t {
  missing,  ///< it cannot be judged
  fails,
  neither,  ///< too little to open for, enough to stay open
  enters,
};

/// The figures that the criteria are judged by. Numbers are stored: append, never renumber.
enum class Input : std::uint8_t {
  coverage,
  reply_median,
  reply_ninth,
  held,
  csat,
  csat_answers,
  survey_response,
  past_due,
  inflow,
  critical,
  experience,
  told_service,
  told_product,
  told_sales,
  told_logistics,
  told_people,
};
/// The names under which they are told, by Input. The last five stand in the order of
/// departments_with_owner.
inline constexpr std::array<std::string_view, 16> input_names{"service.coverage",
                                                              "service.first_reply.median",
                                                              "service.first_reply.p90",
                                                              "service.held",
                                                              "service.csat",
                                                              "service.csat_answers",
                                                              "service.survey_response",
                                                              "service.past_due",
                                                              "service.inflow",
                                                              "logistics.critical",
                                                              "marketing.experience",
                                                              "handoff.told.service",
                                                              "handoff.told.product",
                                                              "handoff.told.sales",
                                                              "handoff.told.logistics",
                                                              "handoff.told.people"};

/// The figure by which a department of departments_with_owner is judged.
constexpr Input told_by(std::size_t department) {
  return static_cast<Input>(static_cast<std::size_t>(Input::told_service) + department);
}

/// Everything that a day is judged by.
struct DayFigures {
  std::array<std::optional<FigureComputed>, input_names.size()> figures;  ///< by Input
  std::array<bool, departments_with_owner.size()> has_owner{};

  const FigureComputed* find(Input input) const {
    const auto& figure = figures[static_cast<std::size_t>(input)];
    return figure ? &*figure : nullptr;
  }
  /// nullptr where there is none, too little is behind it, or it is old.
  const FigureComputed* find_ok(Input input) const {
    const FigureComputed* const figure = find(input);
    return figure != nullptr && figure->status == FigureStatus::ok ? figure : nullptr;
  }
};

/// Loops that a department closed: heard, decided, done or declined, told.
constexpr std::int64_t closed_loops(const FigureComputed& told) {
  return (told.value * told.n + 500'000) / 1'000'000;
}

/// What metrics.md asks for, in millionths where it is a share and in minutes where it is a time.
namespace asked {
inline constexpr std::int64_t million = 1'000'000;
inline constexpr std::int64_t coverage = 900'000;
inline constexpr std::int64_t least_coverage = 750'000;  ///< less locks at once
inline constexpr std::int64_t median_minutes = 4 * 60;
inline constexpr std::int64_t ninth_minutes = 24 * 60;
inline constexpr std::int64_t most_median_minutes = 6 * 60;
inline constexpr std::int64_t most_ninth_minutes = 36 * 60;
inline constexpr std::int64_t resolution = 700'000;
inline constexpr std::int64_t satisfaction = 800'000;
inline constexpr std::int64_t answers = 50;
inline constexpr std::int64_t least_answers = 20;  ///< in 28 days
inline constexpr std::int64_t response = 100'000;
inline constexpr std::int64_t debt_parts = 10;  ///< one part of so many of a week's inflow
inline constexpr std::int64_t most_debt_parts = 5;
inline constexpr std::int64_t weeks_of_inflow = 4;
inline constexpr std::int64_t experience = 600'000;
inline constexpr std::int64_t loops = 3;
inline constexpr std::int64_t told = 800'000;
inline constexpr std::int32_t days_to_open = 14;
inline constexpr std::int32_t days_to_lock = 3;
}  // namespace asked

/// Why the gate is as it is. Numbers are stored: append, never renumber.
enum class GateReason : std::uint8_t {
  never_opened,
  earned,          ///< all criteria held for 14 days running
  failed,          ///< one failed on each of 3 days running
  critical_alert,  ///< this and those below lock without waiting
  low_coverage,
  missing_data,
};

/// What one day says.
struct DayVerdict {
  std::array<GateVerdict, criteria.size()> of{};  ///< by Criterion
  bool has_critical_alert = false;
  bool has_low_coverage = false;

  bool all_enter() const;
  bool any_fails() const;
  /// Why an open gate is locked by this day alone, if it is.
  std::optional<GateReason> locks_at_once() const;
};

DayVerdict judge(const DayFigures& day);

/// Whether promotional work may be done at all. Numbers are stored.
enum class GateState : std::uint8_t { locked, open };

/// Where the gate stands after a day.
struct Standing {
  Time day;  ///< when that day ended; 0: none was judged yet
  GateState state = GateState::locked;
  GateReason reason = GateReason::never_opened;
  Time since;                     ///< the end of the day that made it so; 0: it was never open
  std::int32_t entered_days = 0;  ///< days running on which all criteria held, up to this one
  std::int32_t failed_days = 0;   ///< days running on which one failed, up to this one
};

inline constexpr Duration one_day = std::chrono::hours(24);

/// The standing after the day that ended at `day`, from the one after the day that was judged
/// before it. Days between them that were not judged end every run, and lock what was open.
Standing advance(const Standing& before, Time day, const DayVerdict& verdict);

/// How long after a day its figures may come.
inline constexpr Duration figures_take = std::chrono::hours(6);

/// The standing as of now: without the figures of the day before, nothing is open.
Standing standing_at(const Standing& last, Time now);

}  // namespace kith::marketing
