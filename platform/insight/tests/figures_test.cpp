// SPDX-License-Identifier: Apache-2.0
#include "insight/figures.h"

#include <gtest/gtest.h>

#include "insight/day.h"
#include "text/term_finder.h"

namespace kith::insight {
namespace {

constexpr Time today{1'790'035'200'000'000};

/// A snapshot that nobody asks anything.
class NoReader final : public Reader {
 public:
  Result<std::unique_ptr<Rows>> query(const Statement&, std::span<const Parameter>) override {
    return fail(ErrorCode::internal, "There is nothing to read.");
  }
};

/// Three observations for each whole day of the window, every third censored.
Result<std::vector<Observation>> three_a_day(QueryContext& context, Window window) {
  EXPECT_EQ(context.now(), window.to);
  std::vector<Observation> observations;
  for (Time each = window.from; each < window.to; each = each + day) {
    for (std::int64_t place = 0; place < 3; ++place) {
      observations.push_back({.value = place % 2, .is_censored = place == 2});
    }
  }
  return observations;
}

Result<std::vector<Observation>> nothing_at_all(QueryContext&, Window) {
  return std::vector<Observation>();
}

class FiguresTest : public testing::Test {
 protected:
  std::vector<FigureComputed> figures(const Measure& measure) {
    QueryContext context(caller, reader, texts, today);
    const Result<Observed> observed = observe(measure, context, today);
    EXPECT_TRUE(observed);
    return observed ? figures_of(measure, *observed) : std::vector<FigureComputed>();
  }
  Measure measure(Statistic statistic, Growth growth = {}) const {
    return {"test.each", "minutes", "", statistic, &three_a_day, growth};
  }

  const Caller caller;
  NoReader reader;
  const text::TextTools texts;
};

TEST_F(FiguresTest, leave_censored_observations_out_of_a_share) {
  const auto all = figures(measure(Statistic::share));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].metric, "test.each");
  EXPECT_EQ(all[0].n, 56);
  EXPECT_EQ(all[0].value, 500'000);
  EXPECT_EQ(all[0].from, today - 28 * day);
  EXPECT_EQ(all[0].to, today);
  EXPECT_EQ(all[0].status, FigureStatus::ok);
  EXPECT_EQ(all[0].missing, 0);
}

TEST_F(FiguresTest, are_two_of_a_duration) {
  const auto all = figures(measure(Statistic::duration));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].metric, "test.each.median");
  EXPECT_EQ(all[1].metric, "test.each.p90");
  EXPECT_EQ(all[0].n, 84);
}

TEST_F(FiguresTest, count_whatever_was_observed) {
  const auto all = figures(measure(Statistic::count));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].value, 84 * millionth);
  EXPECT_EQ(all[0].n, 84);
  EXPECT_EQ(all[0].hi, 84 * millionth);
}

TEST_F(FiguresTest, look_back_just_as_far_as_it_takes) {
  // Two a day count: 60 days hold 120.
  EXPECT_EQ(figures(measure(Statistic::share, {28, 90, 120}))[0].from, today - 60 * day);
  // Three a day count of a duration.
  EXPECT_EQ(figures(measure(Statistic::duration, {28, 90, 120}))[0].from, today - 40 * day);
  EXPECT_EQ(figures(measure(Statistic::share, {28, 90, 56}))[0].from, today - 28 * day);
  EXPECT_EQ(figures(measure(Statistic::share, {28, 90, 57}))[0].from, today - 29 * day);
  EXPECT_EQ(figures(measure(Statistic::share, {28, 90, 180}))[0].from, today - 90 * day);
  EXPECT_EQ(figures(measure(Statistic::share, {28, 90, 1000}))[0].from, today - 90 * day);
}

TEST_F(FiguresTest, say_how_much_is_missing) {
  Measure scarce = measure(Statistic::share);
  scarce.least = 60;
  const auto all = figures(scarce);
  EXPECT_EQ(all[0].status, FigureStatus::insufficient);
  EXPECT_EQ(all[0].missing, 4);
}

TEST_F(FiguresTest, of_nothing_are_insufficient_but_for_a_count) {
  Measure none = measure(Statistic::share);
  none.observe = &nothing_at_all;
  EXPECT_EQ(figures(none)[0].status, FigureStatus::insufficient);
  EXPECT_EQ(figures(none)[0].missing, 20);
  none.statistic = Statistic::count;
  EXPECT_EQ(figures(none)[0].status, FigureStatus::ok);
  EXPECT_EQ(figures(none)[0].value, 0);
}

TEST_F(FiguresTest, that_nobody_could_tell_are_stale) {
  const auto all = stale_figures_of(measure(Statistic::duration), today);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].metric, "test.each.p90");
  EXPECT_EQ(all[1].status, FigureStatus::stale);
  EXPECT_EQ(all[1].n, 0);
}

TEST(Day, begins_at_midnight) {
  EXPECT_EQ(beginning_of_day(today), today);
  EXPECT_EQ(beginning_of_day(today + std::chrono::hours(23)), today);
  EXPECT_EQ(beginning_of_day(today - Duration(1)), today - day);
  EXPECT_EQ(beginning_of_day(Time{-1}), Time{} - day);
}

}  // namespace
}  // namespace kith::insight
