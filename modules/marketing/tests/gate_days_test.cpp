// SPDX-License-Identifier: Apache-2.0
#include <numeric>
#include <random>

#include "marketing_test.h"

namespace kith::marketing {
namespace {

using reference::Day;

/// The gate through the log: figures are told day by day, as insight tells them.
class GateDaysTest : public MarketingTest {
 protected:
  GateDaysTest() { bench.owns_all(); }

  GateState state() { return bench.gate().state; }
};

TEST_F(GateDaysTest, open_it_on_the_fourteenth_good_one) {
  bench.end_days(1, 13);
  EXPECT_EQ(state(), GateState::locked);
  EXPECT_EQ(bench.gate().days_running, 13);
  EXPECT_EQ(bench.gate().words,
            "Locked. All seven have not held for 14 days running yet. It opens after 1 more day on "
            "which all seven hold, one after another.");
  bench.ends(14);
  const GateView open = bench.gate();
  EXPECT_EQ(open.state, GateState::open);
  EXPECT_EQ(open.since, end_of_day(14));
  EXPECT_EQ(open.judged, end_of_day(14));
  EXPECT_TRUE(open.may_publish);
  const auto told = bench.told<GateChanged>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].second.state, GateState::open);
  EXPECT_EQ(told[0].second.reason, GateReason::earned);
  EXPECT_EQ(bench.told<GateEvaluated>().size(), 14U);
}

TEST_F(GateDaysTest, show_each_criterion_with_its_figures_and_where_the_messages_are) {
  bench.ends(1, {.answered = 890});
  const GateView gate = bench.gate();
  ASSERT_EQ(gate.criteria.size(), 7U);
  const CriterionView& coverage = gate.criteria[0];
  EXPECT_EQ(coverage.letter, "R1");
  EXPECT_EQ(coverage.verdict, GateVerdict::neither);
  EXPECT_NE(coverage.shortfall, "");
  ASSERT_EQ(coverage.figures.size(), 1U);
  EXPECT_EQ(coverage.figures[0].figure.metric, "service.coverage");
  EXPECT_EQ(coverage.figures[0].figure.value, 890'000);
  EXPECT_EQ(coverage.figures[0].figure.n, 1000);
  EXPECT_EQ(coverage.figures[0].inputs,
            "/api/v1/figures/service.coverage/inputs?to=2026-01-06T00:00:00Z");
  EXPECT_EQ(gate.criteria[4].figures.size(), 3U);
  EXPECT_EQ(gate.criteria[6].figures.size(), 5U);
}

TEST_F(GateDaysTest, are_listed_newest_first_with_what_they_said) {
  bench.end_days(1, 30);
  const std::vector<GateDayView> history = bench.history();
  ASSERT_EQ(history.size(), 30U);
  EXPECT_EQ(history.front().day, end_of_day(30));
  EXPECT_EQ(history.front().state, GateState::open);
  EXPECT_EQ(history.front().verdicts, std::vector<GateVerdict>(7, GateVerdict::enters));
  EXPECT_EQ(history.back().state, GateState::locked);
}

TEST_F(GateDaysTest, count_as_missed_where_nobody_told_them) {
  bench.end_days(1, 13);
  bench.end_days(15, 27);
  EXPECT_EQ(state(), GateState::locked);
  bench.ends(28);
  EXPECT_EQ(state(), GateState::open);
}

TEST_F(GateDaysTest, may_be_told_late_and_in_any_order) {
  bench.end_days(8, 14);
  for (int number = 7; number >= 1; --number) {
    bench.tells(number, {});
    bench.settle();
    EXPECT_EQ(state() == GateState::open, number == 1) << number;
  }
  EXPECT_EQ(bench.gate().since, end_of_day(14));
  EXPECT_EQ(bench.told<GateChanged>().size(), 1U);
}

TEST_F(GateDaysTest, stand_as_they_were_first_judged) {
  bench.ends(1, {.came_back = 200});
  bench.tells(1, {});
  bench.settle();
  EXPECT_EQ(bench.gate().criteria[2].verdict, GateVerdict::fails);
  EXPECT_EQ(bench.told<GateEvaluated>().size(), 1U);
}

TEST_F(GateDaysTest, that_end_in_the_middle_of_a_day_are_not_judged) {
  bench.happens(1, FiguresCompleted{end_of_day(1) + std::chrono::hours(3), 0});
  bench.settle();
  EXPECT_FALSE(bench.gate().judged);
}

TEST_F(GateDaysTest, lock_it_again_when_an_owner_leaves) {
  bench.end_days(1, 14);
  ASSERT_EQ(state(), GateState::open);
  bench.works_here(anna, false);
  bench.end_days(15, 16);
  EXPECT_EQ(state(), GateState::open);
  bench.ends(17);
  const GateView gate = bench.gate();
  EXPECT_EQ(gate.state, GateState::locked);
  EXPECT_EQ(gate.reason, GateReason::failed);
  EXPECT_EQ(gate.criteria[6].without_owner.size(), 5U);
}

TEST_F(GateDaysTest, that_stay_away_lock_it_for_who_asks) {
  bench.end_days(1, 14);
  bench.clock.set(end_of_day(15) + std::chrono::hours(7));
  const GateView gate = bench.gate();
  EXPECT_EQ(gate.state, GateState::locked);
  EXPECT_EQ(gate.reason, GateReason::missing_data);
  EXPECT_FALSE(gate.may_publish);
  EXPECT_EQ(bench.adds_story().error().code, ErrorCode::locked);
  bench.end_days(15, 15);
  EXPECT_EQ(state(), GateState::open);
}

// A year as it may go. Each line: until which day, what the days were like, and the gate after.
TEST_F(GateDaysTest, of_a_whole_year_open_and_lock_it_as_the_script_says) {
  struct Stretch {
    int last;
    Day day;
    GateState after;
  };
  const Day slow{.median_hours = 7};
  const Day meagre{.came_back = 125};
  const Day alert{.critical_alerts = 1};
  const Day unanswered{.answered = 740};
  const std::vector<Stretch> year{
      {10, slow, GateState::locked},
      {23, {}, GateState::locked},
      {24, {}, GateState::open},
      {26, slow, GateState::open},
      {27, {}, GateState::open},
      {29, slow, GateState::open},
      {30, slow, GateState::locked},
      {43, {}, GateState::locked},
      {44, meagre, GateState::locked},
      {57, {}, GateState::locked},
      {58, {}, GateState::open},
      {120, meagre, GateState::open},
      {121, alert, GateState::locked},
      {134, {}, GateState::locked},
      {135, {}, GateState::open},
      {200, {}, GateState::open},
      {201, unanswered, GateState::locked},
      {214, {}, GateState::locked},
      {215, {}, GateState::open},
      {364, {}, GateState::open},
      {365, {.has_figures = true, .needed = 0, .answered = 0}, GateState::locked}};
  int day = 0;
  for (const Stretch& stretch : year) {
    bench.end_days(day + 1, stretch.last, stretch.day);
    day = stretch.last;
    ASSERT_EQ(state(), stretch.after) << "after day " << day;
  }
  EXPECT_EQ(bench.told<GateChanged>().size(), 8U);
  EXPECT_EQ(bench.history().size(), 200U);
}

TEST_F(GateDaysTest, are_folded_the_same_in_runs_of_every_size_and_when_they_come_late) {
  std::string rows;
  for (const std::size_t most_events : {1U, 7U, 4000U}) {
    std::mt19937 chance(5);
    MarketingBench other(most_events);
    other.owns_all();
    std::vector<int> order(60);
    std::iota(order.begin(), order.end(), 1);
    std::shuffle(order.begin() + 20, order.end(), chance);
    other.clock.set(end_of_day(61));
    for (const int number : order) {
      other.tells(number, number % 17 == 0 ? Day{.came_back = 200} : Day{});
    }
    other.settle();
    EXPECT_EQ(other.held(), "");
    EXPECT_EQ(other.rebuild_difference(), "");
    const std::string these = other.rows_of("marketing_gate_day");
    EXPECT_TRUE(rows.empty() || rows == these) << most_events;
    rows = these;
  }
}

}  // namespace
}  // namespace kith::marketing
