// SPDX-License-Identifier: Apache-2.0
#include "decay.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/module_bench.h"

namespace kith::sales {
namespace {

double number_of(Share share) {
  return std::ldexp(static_cast<double>(share), -share_places);
}

Share share_of(double number) {
  return static_cast<Share>(std::ldexp(number, share_places));
}

TEST(Decay, halves_as_the_power_of_two_says) {
  EXPECT_EQ(power_of_half(0), whole_share);
  EXPECT_EQ(power_of_half(whole_share), whole_share / 2);
  EXPECT_EQ(power_of_half(3 * whole_share), whole_share / 8);
  SeededRandom random(1);
  for (int each = 0; each < 20'000; ++each) {
    const auto exponent = static_cast<Share>(random.below(8ULL * whole_share));
    EXPECT_NEAR(number_of(power_of_half(exponent)), std::exp2(-number_of(exponent)), 1e-7);
  }
}

TEST(Decay, never_rises_with_its_exponent) {
  SeededRandom random(2);
  for (int each = 0; each < 200'000; ++each) {
    const auto exponent = static_cast<Share>(random.below(4ULL * whole_share));
    const auto more = static_cast<Share>(random.below(1ULL << (1 + random.below(31))));
    ASSERT_LE(power_of_half(exponent + more), power_of_half(exponent)) << exponent << " " << more;
  }
}

TEST(Decay, comes_to_nothing_and_stays_there) {
  EXPECT_EQ(power_of_half(30 * whole_share), 0);
  EXPECT_EQ(power_of_half(std::int64_t{1} << 62), 0);
}

TEST(Decay, saturates_as_the_exponential_says) {
  EXPECT_EQ(saturated(0), 0);
  EXPECT_EQ(saturated(-5 * one_point), 0);
  EXPECT_EQ(saturated(1'000'000 * one_point), whole_share);
  for (double points = 0; points < 60; points += 0.37) {
    const auto fixed = static_cast<Points>(std::ldexp(points, points_places));
    EXPECT_NEAR(number_of(saturated(fixed)), 1 - std::exp(-points / 12), 1e-6) << points;
  }
}

TEST(Decay, scales_what_is_large_or_negative_without_losing_it) {
  EXPECT_EQ(scaled(Points{1} << 55, whole_share), Points{1} << 55);
  EXPECT_EQ(scaled(-(Points{1} << 55), whole_share / 2), -(Points{1} << 54));
  EXPECT_EQ(scaled(-3, whole_share / 2), -2) << "rounded down";
}

TEST(Decay, knows_square_roots_and_logarithms) {
  SeededRandom random(3);
  for (int each = 0; each < 20'000; ++each) {
    const auto number = static_cast<std::int64_t>(random.below(1ULL << 60));
    const std::int64_t root = square_root(number);
    ASSERT_LE(root * root, number);
    ASSERT_GT((root + 1) * (root + 1), number);
  }
  EXPECT_EQ(binary_logarithm(whole_share), 0);
  EXPECT_EQ(binary_logarithm(whole_share / 4), -2 * one_point);
  for (double number = 0.001; number < 1.9; number += 0.0137) {
    EXPECT_NEAR(std::ldexp(static_cast<double>(binary_logarithm(share_of(number))), -points_places),
                std::log2(number), 1e-5)
        << number;
  }
}

TEST(Decay, counts_quarters_of_ninety_days) {
  EXPECT_EQ(quarter_of(Time{0}), 0);
  EXPECT_EQ(quarter_of(Time{-5}), 0);
  EXPECT_EQ(quarter_of(Time{} + std::chrono::days(90)), 1);
  EXPECT_EQ(part_of_quarter(Time{} + std::chrono::days(135)), whole_share / 2);
}

}  // namespace
}  // namespace kith::sales
