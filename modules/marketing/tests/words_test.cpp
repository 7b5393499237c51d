// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "gate_words.h"
#include "told_days.h"

namespace kith::marketing {
namespace {

using reference::Day;

std::string lacking(const Day& day, Criterion criterion) {
  const DayFigures figures = figures_of(day, end_of_day(1));
  const DayVerdict verdict = judge(figures);
  return shortfall_of(criterion, verdict.of[static_cast<std::size_t>(criterion)], figures);
}

TEST(GateWords, say_nothing_where_nothing_lacks) {
  for (const Criterion criterion : criteria) {
    EXPECT_EQ(lacking({}, criterion), "") << letter_of(criterion);
  }
}

TEST(GateWords, say_something_of_each_criterion_that_does_not_hold) {
  std::set<std::string> said;
  for (const Criterion criterion : criteria) {
    EXPECT_NE(shortfall_of(criterion, GateVerdict::missing, {}), "");
    EXPECT_TRUE(said.insert(std::string(letter_of(criterion))).second);
    EXPECT_TRUE(said.insert(std::string(asked_by(criterion))).second);
  }
}

TEST(GateWords, name_the_share_what_is_sure_and_how_much_is_short) {
  EXPECT_EQ(lacking({.answered = 880}, Criterion::coverage),
            "88.0 % of 1000 messages that need a reply, for sure only 86.2 %: 3.8 % short of "
            "90.0 %.");
}

TEST(GateWords, say_how_many_answers_lack_and_how_long_that_takes) {
  EXPECT_EQ(lacking({.answers = 27, .good_answers = 27}, Criterion::satisfaction),
            "23 more answers, about 24 days.");
  EXPECT_EQ(lacking({.answers = 49, .good_answers = 49, .answers_in_28_days = 12},
                    Criterion::satisfaction),
            "1 more answer, about 1 day. Only 12 answers in 28 days, where 20 are the least.");
  EXPECT_EQ(
      lacking({.answers = 0, .good_answers = 0, .answers_in_28_days = 0}, Criterion::satisfaction),
      "50 more answers. Only 0 answers in 28 days, where 20 are the least.");
  EXPECT_EQ(lacking({.asked_in_survey = 2000}, Criterion::satisfaction),
            "6.0 % of those asked answer, and 10.0 % are asked for.");
}

TEST(GateWords, say_who_waits_and_how_long) {
  EXPECT_EQ(lacking({.median_hours = 5.5, .p90_hours = 30}, Criterion::speed),
            "Half of those who ask wait 5 h 30 min of working time, and 4 h are asked. One of ten "
            "who ask waits 30 h of working time, and 24 h are asked.");
}

TEST(GateWords, say_what_is_past_due_and_which_alerts_are_open) {
  EXPECT_EQ(
      lacking({.past_due = 14, .inflow_in_28_days = 160, .critical_alerts = 2}, Criterion::debt),
      "Critical alerts are open: 2, where none may be. 14 past due are 35.0 % of what comes "
      "in a week, and 10.0 % are the most.");
  EXPECT_EQ(lacking({.past_due = 0, .inflow_in_28_days = 0}, Criterion::debt),
            "Nobody asked anything in 28 days.");
}

TEST(GateWords, name_each_department_that_lacks_something) {
  Day day;
  day.has_owner[2] = false;
  day.told[1] = 2;
  day.told[4] = 6;
  day.overdue[4] = 4;
  EXPECT_EQ(lacking(day, Criterion::alignment),
            "Product needs 1 more closed loop. Sales has no owner. People told 60.0 % of those "
            "who were owed an answer, and 80.0 % are asked.");
}

TEST(GateWords, count_the_days_that_lack) {
  EXPECT_EQ(days_lacking({.entered_days = 13}),
            "1 more day on which all seven hold, one after another.");
  EXPECT_EQ(days_lacking({}), "14 more days on which all seven hold, one after another.");
  EXPECT_EQ(days_lacking({.state = GateState::open}), "");
}

}  // namespace
}  // namespace kith::marketing
