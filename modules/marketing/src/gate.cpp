// SPDX-License-Identifier: Apache-2.0
#include "gate.h"

#include <algorithm>

namespace kith::marketing {
namespace {

/// A share that must be at least so much: for sure to open, by its upper bound to stay open.
GateVerdict judge_share(const FigureComputed* figure, std::int64_t least) {
  if (figure == nullptr) {
    return GateVerdict::missing;
  }
  if (figure->lo >= least) {
    return GateVerdict::enters;
  }
  return figure->hi && *figure->hi < least ? GateVerdict::fails : GateVerdict::neither;
}

/// What is only known to be this or longer fails where that is too long, and says nothing else.
GateVerdict judge_speed(const DayFigures& day) {
  const FigureComputed* const median = day.find_ok(Input::reply_median);
  const FigureComputed* const ninth = day.find_ok(Input::reply_ninth);
  if (median == nullptr || ninth == nullptr) {
    return GateVerdict::missing;
  }
  if (median->value > asked::most_median_minutes * asked::million ||
      ninth->value > asked::most_ninth_minutes * asked::million) {
    return GateVerdict::fails;
  }
  if (median->is_at_least || ninth->is_at_least) {
    return GateVerdict::missing;
  }
  const bool enters = median->value <= asked::median_minutes * asked::million &&
                      ninth->value <= asked::ninth_minutes * asked::million;
  return enters ? GateVerdict::enters : GateVerdict::neither;
}

/// Too few answers in 28 days fail: nobody was asked enough to know.
GateVerdict judge_satisfaction(const DayFigures& day) {
  const FigureComputed* const recent = day.find(Input::csat_answers);
  const FigureComputed* const csat = day.find(Input::csat);
  const FigureComputed* const response = day.find_ok(Input::survey_response);
  if (recent != nullptr && recent->n < asked::least_answers) {
    return GateVerdict::fails;
  }
  if (csat == nullptr || csat->status == FigureStatus::stale || recent == nullptr ||
      response == nullptr) {
    return GateVerdict::missing;
  }
  const bool is_enough = csat->status == FigureStatus::ok && csat->n >= asked::answers &&
                         response->value >= asked::response;
  const GateVerdict verdict =
      judge_share(csat->status == FigureStatus::ok ? csat : nullptr, asked::satisfaction);
  if (verdict == GateVerdict::fails) {
    return verdict;
  }
  return is_enough && verdict == GateVerdict::enters ? GateVerdict::enters : GateVerdict::neither;
}

GateVerdict judge_debt(const DayFigures& day) {
  const FigureComputed* const critical = day.find_ok(Input::critical);
  const FigureComputed* const past_due = day.find_ok(Input::past_due);
  const FigureComputed* const inflow = day.find_ok(Input::inflow);
  if (critical != nullptr && critical->n > 0) {
    return GateVerdict::fails;
  }
  if (critical == nullptr || past_due == nullptr || inflow == nullptr) {
    return GateVerdict::missing;
  }
  if (inflow->n == 0) {
    // Debt of what nobody asked; without either there is nothing to judge.
    return past_due->n > 0 ? GateVerdict::fails : GateVerdict::missing;
  }
  const std::int64_t four_weeks_of_debt = past_due->n * asked::weeks_of_inflow;
  if (four_weeks_of_debt * asked::most_debt_parts > inflow->n) {
    return GateVerdict::fails;
  }
  return four_weeks_of_debt * asked::debt_parts <= inflow->n ? GateVerdict::enters
                                                             : GateVerdict::neither;
}

GateVerdict judge_alignment(const DayFigures& day) {
  if (!std::ranges::all_of(day.has_owner, std::identity())) {
    return GateVerdict::fails;
  }
  GateVerdict verdict = GateVerdict::enters;
  for (std::size_t each = 0; each < departments_with_owner.size(); ++each) {
    const FigureComputed* const told = day.find(told_by(each));
    if (told == nullptr || told->status == FigureStatus::stale) {
      return GateVerdict::missing;
    }
    if (closed_loops(*told) < asked::loops || told->value < asked::told) {
      verdict = GateVerdict::neither;
    }
  }
  return verdict;
}

}  // namespace

DayVerdict judge(const DayFigures& day) {
  const FigureComputed* const coverage = day.find_ok(Input::coverage);
  const FigureComputed* const critical = day.find_ok(Input::critical);
  return {.of = {judge_share(coverage, asked::coverage), judge_speed(day),
                 judge_share(day.find_ok(Input::held), asked::resolution), judge_satisfaction(day),
                 judge_debt(day), judge_share(day.find_ok(Input::experience), asked::experience),
                 judge_alignment(day)},
          .has_critical_alert = critical != nullptr && critical->n > 0,
          .has_low_coverage = coverage != nullptr && coverage->value < asked::least_coverage};
}

bool DayVerdict::all_enter() const {
  return std::ranges::all_of(of, [](GateVerdict each) { return each == GateVerdict::enters; });
}

bool DayVerdict::any_fails() const {
  return std::ranges::find(of, GateVerdict::fails) != of.end();
}

std::optional<GateReason> DayVerdict::locks_at_once() const {
  if (has_critical_alert) {
    return GateReason::critical_alert;
  }
  if (has_low_coverage) {
    return GateReason::low_coverage;
  }
  const bool is_missing = std::ranges::find(of, GateVerdict::missing) != of.end();
  return is_missing ? std::optional(GateReason::missing_data) : std::nullopt;
}

Standing advance(const Standing& before, Time day, const DayVerdict& verdict) {
  const bool is_next_day = before.day + one_day == day;
  Standing after = before;
  after.day = day;
  after.entered_days = verdict.all_enter() ? (is_next_day ? before.entered_days : 0) + 1 : 0;
  after.failed_days = verdict.any_fails() ? (is_next_day ? before.failed_days : 0) + 1 : 0;
  std::optional<GateReason> changed;
  if (before.state == GateState::locked) {
    if (after.entered_days >= asked::days_to_open) {
      changed = GateReason::earned;
    }
  } else if (!is_next_day) {
    changed = GateReason::missing_data;
  } else {
    changed = verdict.locks_at_once();
    if (!changed && after.failed_days >= asked::days_to_lock) {
      changed = GateReason::failed;
    }
  }
  if (changed) {
    after.state = changed == GateReason::earned ? GateState::open : GateState::locked;
    after.reason = *changed;
    after.since = day;
  }
  return after;
}

Standing standing_at(const Standing& last, Time now) {
  const Time late = last.day + one_day + figures_take;
  if (last.state == GateState::locked || now < late) {
    return last;
  }
  Standing locked = last;
  locked.state = GateState::locked;
  locked.reason = GateReason::missing_data;
  locked.since = late;
  locked.entered_days = 0;
  return locked;
}

}  // namespace kith::marketing
