// SPDX-License-Identifier: Apache-2.0
#include "gate.h"

#include <random>

#include "gate_words.h"
#include "told_days.h"

namespace kith::marketing {
namespace {

using reference::Day;

DayVerdict judged(const Day& day) {
  return judge(figures_of(day, end_of_day(1)));
}
GateVerdict verdict(const Day& day, Criterion criterion) {
  return judged(day).of[static_cast<std::size_t>(criterion)];
}

/// The gate after these days, one after another.
Standing after(const std::vector<Day>& days) {
  Standing standing;
  int number = 0;
  for (const Day& day : days) {
    const Time end = end_of_day(++number);
    standing = advance(standing, end, judge(figures_of(day, end)));
  }
  return standing;
}
std::vector<Day> good_days(std::size_t count) {
  return std::vector<Day>(count);
}
std::vector<Day> open_and_then(std::vector<Day> days) {
  std::vector<Day> all = good_days(14);
  all.insert(all.end(), days.begin(), days.end());
  return all;
}

TEST(GateCriteria, all_hold_on_a_good_day) {
  for (const Criterion criterion : criteria) {
    EXPECT_EQ(verdict({}, criterion), GateVerdict::enters) << letter_of(criterion);
  }
}

TEST(GateCriteria, are_all_missing_without_figures_but_the_owners_which_are_known) {
  const DayVerdict nothing = judge({});
  for (const Criterion criterion : criteria) {
    const bool is_known = criterion == Criterion::alignment;
    EXPECT_EQ(nothing.of[static_cast<std::size_t>(criterion)],
              is_known ? GateVerdict::fails : GateVerdict::missing)
        << letter_of(criterion);
  }
  EXPECT_EQ(nothing.locks_at_once(), GateReason::missing_data);
}

TEST(GateCriteria, are_missing_where_a_figure_is_insufficient_or_old) {
  for (const FigureStatus status : {FigureStatus::insufficient, FigureStatus::stale}) {
    for (const Input input : {Input::coverage, Input::reply_median, Input::held, Input::inflow,
                              Input::critical, Input::experience, Input::survey_response}) {
      DayFigures day = figures_of({}, end_of_day(1));
      day.figures[static_cast<std::size_t>(input)]->status = status;
      EXPECT_EQ(judge(day).locks_at_once(), GateReason::missing_data)
          << input_names[static_cast<std::size_t>(input)];
    }
  }
}

TEST(GateCriteria, hold_speed_to_what_is_known_of_it) {
  DayFigures day = figures_of({.p90_hours = 12}, end_of_day(1));
  FigureComputed& ninth = *day.figures[static_cast<std::size_t>(Input::reply_ninth)];
  ninth.is_at_least = true;
  EXPECT_EQ(judge(day).of[1], GateVerdict::missing);
  ninth.value = 37 * 60 * asked::million;
  EXPECT_EQ(judge(day).of[1], GateVerdict::fails);
}

TEST(GateCriteria, ask_for_answers_enough_to_know) {
  EXPECT_EQ(verdict({.answers = 50, .good_answers = 50}, Criterion::satisfaction),
            GateVerdict::enters);
  EXPECT_EQ(verdict({.answers = 49, .good_answers = 49}, Criterion::satisfaction),
            GateVerdict::neither);
  EXPECT_EQ(verdict({.answers_in_28_days = 19}, Criterion::satisfaction), GateVerdict::fails);
  EXPECT_EQ(verdict({.answers_in_28_days = 20}, Criterion::satisfaction), GateVerdict::enters);
  EXPECT_EQ(verdict({.asked_in_survey = 1201}, Criterion::satisfaction), GateVerdict::neither);
  EXPECT_EQ(verdict({.asked_in_survey = 1200}, Criterion::satisfaction), GateVerdict::enters);
}

TEST(GateCriteria, weigh_debt_by_what_comes_in_a_week) {
  EXPECT_EQ(verdict({.past_due = 10, .inflow_in_28_days = 400}, Criterion::debt),
            GateVerdict::enters);
  EXPECT_EQ(verdict({.past_due = 11, .inflow_in_28_days = 400}, Criterion::debt),
            GateVerdict::neither);
  EXPECT_EQ(verdict({.past_due = 20, .inflow_in_28_days = 400}, Criterion::debt),
            GateVerdict::neither);
  EXPECT_EQ(verdict({.past_due = 21, .inflow_in_28_days = 400}, Criterion::debt),
            GateVerdict::fails);
  EXPECT_EQ(verdict({.critical_alerts = 1}, Criterion::debt), GateVerdict::fails);
  EXPECT_EQ(verdict({.past_due = 0, .inflow_in_28_days = 0}, Criterion::debt),
            GateVerdict::missing);
}

TEST(GateCriteria, ask_each_department_for_an_owner_and_closed_loops) {
  for (std::size_t each = 0; each < departments_with_owner.size(); ++each) {
    Day day;
    day.told[each] = 3;
    day.overdue[each] = 0;
    EXPECT_EQ(verdict(day, Criterion::alignment), GateVerdict::enters);
    day.told[each] = 2;
    EXPECT_EQ(verdict(day, Criterion::alignment), GateVerdict::neither);
    day.told[each] = 7;
    day.overdue[each] = 2;
    EXPECT_EQ(verdict(day, Criterion::alignment), GateVerdict::neither);
    day.has_owner[each] = false;
    EXPECT_EQ(verdict(day, Criterion::alignment), GateVerdict::fails);
  }
}

TEST(Gate, opens_after_fourteen_good_days_and_not_after_thirteen) {
  EXPECT_EQ(after(good_days(13)).state, GateState::locked);
  EXPECT_EQ(after(good_days(13)).entered_days, 13);
  const Standing open = after(good_days(14));
  EXPECT_EQ(open.state, GateState::open);
  EXPECT_EQ(open.reason, GateReason::earned);
  EXPECT_EQ(open.since, end_of_day(14));
}

TEST(Gate, is_locked_by_three_bad_days_running_and_not_by_two) {
  const Day bad{.came_back = 200};
  ASSERT_EQ(verdict(bad, Criterion::resolution), GateVerdict::fails);
  EXPECT_EQ(after(open_and_then({bad, bad})).state, GateState::open);
  EXPECT_EQ(after(open_and_then({bad, bad, {}, bad, bad})).state, GateState::open);
  const Standing locked = after(open_and_then({bad, bad, bad}));
  EXPECT_EQ(locked.state, GateState::locked);
  EXPECT_EQ(locked.reason, GateReason::failed);
  EXPECT_EQ(locked.since, end_of_day(17));
}

TEST(Gate, stays_open_on_days_that_would_not_open_it) {
  const Day meagre{.came_back = 125};
  ASSERT_EQ(verdict(meagre, Criterion::resolution), GateVerdict::neither);
  EXPECT_EQ(after(open_and_then(std::vector<Day>(90, meagre))).state, GateState::open);
}

TEST(Gate, is_locked_at_once_by_a_critical_alert_low_coverage_and_missing_data) {
  EXPECT_EQ(after(open_and_then({{.critical_alerts = 1}})).reason, GateReason::critical_alert);
  EXPECT_EQ(after(open_and_then({{.answered = 749}})).reason, GateReason::low_coverage);
  EXPECT_EQ(after(open_and_then({{.answered = 750}})).state, GateState::open);
  EXPECT_EQ(after(open_and_then({{.has_figures = false}})).reason, GateReason::missing_data);
}

TEST(Gate, starts_to_count_anew_after_a_day_that_nobody_judged) {
  const DayVerdict good = judged({});
  Standing standing = after(good_days(13));
  standing = advance(standing, end_of_day(15), good);
  EXPECT_EQ(standing.state, GateState::locked);
  EXPECT_EQ(standing.entered_days, 1);
  for (int day = 16; day <= 27; ++day) {
    standing = advance(standing, end_of_day(day), good);
    EXPECT_EQ(standing.state, GateState::locked) << day;
  }
  standing = advance(standing, end_of_day(28), good);
  ASSERT_EQ(standing.state, GateState::open);
  standing = advance(standing, end_of_day(30), good);
  EXPECT_EQ(standing.state, GateState::locked);
  EXPECT_EQ(standing.reason, GateReason::missing_data);
}

TEST(Gate, is_not_open_for_who_asks_when_the_figures_stay_away) {
  const Standing open = after(good_days(14));
  const Time next = end_of_day(15);
  EXPECT_EQ(standing_at(open, next + std::chrono::hours(5)).state, GateState::open);
  EXPECT_EQ(standing_at(open, next + std::chrono::hours(6)).state, GateState::locked);
  EXPECT_EQ(standing_at(open, next + std::chrono::hours(6)).reason, GateReason::missing_data);
}

/// A day near the limits of everything, more often a good one.
class RandomDays {
 public:
  explicit RandomDays(unsigned seed) : chance_(seed) {}

  Day next() {
    Day day;
    if (one_in(60)) {
      day.has_figures = false;
    }
    for (int changes = one_in(3) ? below(4) : 0; changes > 0; --changes) {
      change(day);
    }
    return day;
  }

 private:
  int below(int bound) { return static_cast<int>(chance_() % static_cast<unsigned>(bound)); }
  bool one_in(int times) { return below(times) == 0; }

  void change(Day& day) {
    const auto department = static_cast<std::size_t>(below(5));
    switch (below(9)) {
      case 0: day.answered = 700 + below(300); break;
      case 1: day.median_hours = 2 + below(6); break;
      case 2: day.p90_hours = 18 + below(24); break;
      case 3: day.came_back = below(200); break;
      case 4:
        day.answers = 10 + below(120);
        day.good_answers = day.answers * (.7 + .3 * below(100) / 100.0);
        day.good_answers = std::floor(day.good_answers);
        day.answers_in_28_days = below(60);
        day.asked_in_survey = 400 + below(1200);
        break;
      case 5: day.past_due = below(30); break;
      case 6: day.critical_alerts = one_in(4) ? 1 : 0; break;
      case 7: day.negative = below(80); break;
      default:
        day.has_owner[department] = !one_in(3);
        day.told[department] = below(12);
        day.overdue[department] = below(3);
        break;
    }
  }

  std::mt19937 chance_;
};

TEST(Gate, judges_every_day_and_stands_as_the_reference_says) {
  int opened = 0;
  int locked = 0;
  for (unsigned seed = 1; seed <= 24; ++seed) {
    RandomDays chance(seed);
    std::vector<Day> days;
    Standing standing;
    for (int number = 1; number <= 120; ++number) {
      // Mostly good ones, so that it opens at all.
      days.push_back(number % 40 < 20 && seed % 2 == 0 ? Day{} : chance.next());
      const DayVerdict said = judge(figures_of(days.back(), end_of_day(number)));
      const std::array<reference::Row, 7> rows = reference::table(days.back());
      for (std::size_t each = 0; each < rows.size(); ++each) {
        ASSERT_EQ(said.of[each] == GateVerdict::enters, rows[each].enters)
            << "seed " << seed << " day " << number << " R" << each + 1;
        ASSERT_EQ(said.of[each] == GateVerdict::fails, rows[each].fails)
            << "seed " << seed << " day " << number << " R" << each + 1;
      }
      const GateState before = standing.state;
      standing = advance(standing, end_of_day(number), said);
      ASSERT_EQ(standing.state == GateState::open, reference::is_open(days))
          << "seed " << seed << " day " << number;
      opened += before == GateState::locked && standing.state == GateState::open ? 1 : 0;
      locked += before == GateState::open && standing.state == GateState::locked ? 1 : 0;
    }
  }
  EXPECT_GT(opened, 10);
  EXPECT_GT(locked, 8);
}

}  // namespace
}  // namespace kith::marketing
