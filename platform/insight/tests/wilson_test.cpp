// SPDX-License-Identifier: Apache-2.0
#include "insight/wilson.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "references.h"

namespace kith::insight {
namespace {

TEST(Wilson, gives_the_bounds_that_are_worked_out_by_hand) {
  // 45 of 50: (90 + 2.706025 -+ 1.645 · √20.706025) / 105.41205.
  EXPECT_EQ(share_estimate(45, 50),
            (Estimate{.value = 900'000, .lo = 808'453, .hi = 950'474, .n = 50}));
  // None and all: z² / (n + z²) from the end.
  EXPECT_EQ(share_estimate(0, 10), (Estimate{.value = 0, .lo = 0, .hi = 212'972, .n = 10}));
  EXPECT_EQ(share_estimate(10, 10),
            (Estimate{.value = 1'000'000, .lo = 787'028, .hi = 1'000'000, .n = 10}));
}

TEST(Wilson, says_of_nothing_that_it_may_be_anything) {
  EXPECT_EQ(share_estimate(0, 0), (Estimate{.value = 0, .lo = 0, .hi = 1'000'000, .n = 0}));
}

TEST(Wilson, rounds_to_the_nearest_millionth) {
  EXPECT_EQ(share_estimate(1, 3).value, 333'333);
  EXPECT_EQ(share_estimate(2, 3).value, 666'667);
}

RC_GTEST_PROP(Wilson, is_where_the_observed_share_is_unlikely_by_its_definition, ()) {
  const auto n = *rc::gen::inRange<std::int64_t>(1, 100'000);
  const auto successes = *rc::gen::inRange<std::int64_t>(0, n + 1);
  const double share = static_cast<double>(successes) / static_cast<double>(n);
  const Estimate estimate = share_estimate(successes, n);
  const double lo = bound_by_halving(share, static_cast<double>(n), -1);
  const double hi = bound_by_halving(share, static_cast<double>(n), 1);
  RC_ASSERT(std::abs(static_cast<double>(estimate.lo) - lo * 1e6) < 0.6);
  RC_ASSERT(std::abs(static_cast<double>(*estimate.hi) - hi * 1e6) < 0.6);
  RC_ASSERT(estimate.lo <= estimate.value);
  RC_ASSERT(estimate.value <= *estimate.hi);
}

}  // namespace
}  // namespace kith::insight
