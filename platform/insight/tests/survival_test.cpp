// SPDX-License-Identifier: Apache-2.0
#include "insight/survival.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "references.h"

namespace kith::insight {
namespace {

constexpr bool censored = true;

std::vector<Observation> observed(const std::vector<std::pair<std::int64_t, bool>>& times) {
  std::vector<Observation> observations;
  for (const auto& [time, is_censored] : times) {
    observations.push_back({.value = time, .is_censored = is_censored});
  }
  return observations;
}

// Weeks of remission in the trial of 6-mercaptopurine by Freireich and others, 1963, on which many
// textbooks work the curve out.
const std::vector<Observation>& remissions() {
  static const std::vector<Observation> all =
      observed({{6, false},    {6, false},     {6, false},     {6, censored},  {7, false},
                {9, censored}, {10, false},    {10, censored}, {11, censored}, {13, false},
                {16, false},   {17, censored}, {19, censored}, {20, censored}, {22, false},
                {23, false},   {25, censored}, {32, censored}, {32, censored}, {34, censored},
                {35, censored}});
  return all;
}

TEST(SurvivalCurve, is_the_one_of_the_textbooks) {
  const SurvivalCurve curve(remissions());
  std::vector<std::pair<std::int64_t, int>> steps;
  for (const SurvivalCurve::Step& step : curve.steps()) {
    steps.emplace_back(step.time, static_cast<int>(std::lround(step.waiting * 1000)));
  }
  EXPECT_EQ(steps, (std::vector<std::pair<std::int64_t, int>>{
                       {6, 857}, {7, 807}, {10, 753}, {13, 690}, {16, 627}, {22, 538}, {23, 448}}));
}

TEST(SurvivalCurve, gives_the_median_of_the_textbooks_and_where_it_may_lie) {
  const Estimate median = SurvivalCurve(remissions()).quantile(0.5);
  EXPECT_EQ(median.value, 23 * millionth);
  // At 13 weeks the share is 0.690 with a standard error of 0.1068, as of 18.75 observations: its
  // lower bound is 0.5002. At 16 it is 0.627 and 0.1141, as of 17.96: 0.434.
  EXPECT_EQ(median.lo, 16 * millionth);
  EXPECT_EQ(median.hi, std::nullopt);
  EXPECT_FALSE(median.is_at_least);
  EXPECT_EQ(median.n, 21);
}

TEST(SurvivalCurve, says_at_least_where_too_much_is_censored) {
  const Estimate late = SurvivalCurve(remissions()).quantile(0.9);
  EXPECT_TRUE(late.is_at_least);
  EXPECT_EQ(late.value, 35 * millionth);
  EXPECT_EQ(late.hi, std::nullopt);
}

TEST(SurvivalCurve, is_a_plain_order_where_nothing_is_censored) {
  std::vector<std::pair<std::int64_t, bool>> times;
  for (std::int64_t time = 100; time > 0; --time) {
    times.emplace_back(time, false);
  }
  const SurvivalCurve curve(observed(times));
  EXPECT_EQ(curve.quantile(0.5).value, 50 * millionth);
  EXPECT_EQ(curve.quantile(0.9).value, 90 * millionth);
  // What bounds a half of 100 by Wilson: 0.4184 and 0.5816.
  EXPECT_EQ(curve.quantile(0.5).lo, 42 * millionth);
  EXPECT_EQ(curve.quantile(0.5).hi, 59 * millionth);
}

TEST(SurvivalCurve, counts_what_happened_before_what_was_censored_at_that_time) {
  const SurvivalCurve curve(observed({{5, censored}, {5, false}}));
  ASSERT_EQ(curve.steps().size(), 1U);
  EXPECT_EQ(curve.steps()[0].waiting, 0.5);
}

TEST(SurvivalCurve, of_nothing_is_at_least_nothing) {
  const Estimate none = SurvivalCurve({}).quantile(0.5);
  EXPECT_TRUE(none.is_at_least);
  EXPECT_EQ(none.value, 0);
  EXPECT_EQ(none.n, 0);
}

RC_GTEST_PROP(SurvivalCurve, is_the_table_of_each_time_whatever_was_observed, ()) {
  const auto times = *rc::gen::container<std::vector<std::pair<std::int64_t, bool>>>(
      rc::gen::pair(rc::gen::inRange<std::int64_t>(0, 40), rc::gen::arbitrary<bool>()));
  const std::vector<Observation> all = observed(times);
  const SurvivalCurve curve(all);
  const auto table = curve_by_table(all);
  RC_ASSERT(curve.steps().size() == table.size());
  for (const SurvivalCurve::Step& step : curve.steps()) {
    const Curve& expected = table.at(step.time);
    RC_ASSERT(std::abs(step.waiting - expected.waiting) < 1e-9);
    RC_ASSERT(std::abs(step.lo - expected.lo) < 1e-7);
    RC_ASSERT(std::abs(step.hi - expected.hi) < 1e-7);
  }
  for (const double share : {0.5, 0.9}) {
    const Estimate estimate = curve.quantile(share);
    std::optional<std::int64_t> value;
    for (const auto& [time, step] : table) {
      if (!value && step.waiting <= 1 - share + 1e-9) {
        value = time;
      }
    }
    RC_ASSERT(estimate.is_at_least == !value);
    RC_ASSERT(!value || estimate.value == *value * millionth);
    RC_ASSERT(estimate.lo <= estimate.value);
    RC_ASSERT(!estimate.hi || estimate.value <= *estimate.hi);
  }
}

}  // namespace
}  // namespace kith::insight
