// SPDX-License-Identifier: Apache-2.0
#include "ewma.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "severity.h"

namespace kith::logistics {
namespace {

/// The detector of metrics.md section 8 in plain numbers: mean and variance of the root of a count,
/// forgotten by half in three days, with a value for each hour of the day.
class Reference {
 public:
  double expected(Bin bin) const { return mean_ + hourly(bin); }
  double score(Bin bin, double people) const {
    return (root_of(people) - expected(bin)) / spread();
  }
  void close(Bin bin, double people) {
    double off = root_of(people) - expected(bin);
    if (bins_ > 24) {
      off = std::min(8 * spread(), std::max(-8 * spread(), off));
    }
    const double weight = std::max(1.0 / (bins_ + 1), 1 - std::exp2(-1.0 / 432));
    mean_ += weight * off;
    variance_ = (1 - weight) * (variance_ + weight * off * off);
    const double before = std::floor(bins_ / 144.0) * 6 + static_cast<double>(bin % 6);
    double& hour = hours_[static_cast<std::size_t>(bin / 6 % 24)];
    hour += bins_ == 0 ? 0 : off * std::max(0.5 / (before + 1), 1 - std::exp2(-1.0 / 30));
    double middle = 0;
    for (const double each : hours_) {
      middle += each / 24;
    }
    for (double& each : hours_) {
      each -= middle;
    }
    mean_ += middle;
    ++bins_;
  }

 private:
  static double root_of(double people) { return 2 * std::sqrt(people + 0.375); }
  double spread() const { return std::sqrt(std::max(variance_, 1.0)); }
  double hourly(Bin bin) const {
    const double hour = (static_cast<double>(bin % 144) + 0.5) / 6 - 0.5;
    const double below = std::floor(hour);
    const auto at = [&](double each) { return hours_[static_cast<std::size_t>(each + 24) % 24]; };
    return at(below) * (1 - (hour - below)) + at(below + 1) * (hour - below);
  }

  double bins_ = 0;
  double mean_ = 0;
  double variance_ = 0;
  std::array<double, 24> hours_{};
};

/// A count with days and nights in it, and storms.
class Crowd {
 public:
  explicit Crowd(std::uint64_t seed) : random_(seed) {}
  std::int64_t at(Bin bin) {
    const double phase = static_cast<double>(bin % bins_per_day) / bins_per_day * 2 * 3.14159265;
    const double usual = 12 + 10 * std::sin(phase);
    const bool is_storm = bin % 1009 < 3;
    return std::poisson_distribution<std::int64_t>(is_storm ? 30 * usual : usual)(random_);
  }

 private:
  std::mt19937_64 random_;
};

TEST(Ewma, says_what_the_plain_calculation_says) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    Crowd crowd(seed);
    Ewma usual;
    Reference reference;
    for (Bin bin = 3'000'000; bin < 3'000'000 + 20 * bins_per_day; ++bin) {
      const std::int64_t people = crowd.at(bin);
      const Judgement judgement = judge(usual, bin, people);
      const double score = reference.score(bin, static_cast<double>(people));
      ASSERT_NEAR(static_cast<double>(judgement.score) / 1000, score, 0.02 + std::abs(score) / 100)
          << bin;
      close_bin(usual, bin, people);
      reference.close(bin, static_cast<double>(people));
    }
    EXPECT_EQ(usual.bins, 20 * bins_per_day);
  }
}

TEST(Ewma, learns_the_hours_of_the_day) {
  Crowd crowd(7);
  Ewma usual;
  const Bin first = 21'000 * bins_per_day;
  for (Bin bin = first; bin < first + 14 * bins_per_day; ++bin) {
    close_bin(usual, bin, crowd.at(bin));
  }
  const Bin tomorrow = first + 14 * bins_per_day;
  EXPECT_NEAR(static_cast<double>(judge(usual, tomorrow + 6 * bins_per_hour, 0).expected), 22'000,
              3000);
  EXPECT_NEAR(static_cast<double>(judge(usual, tomorrow + 18 * bins_per_hour, 0).expected), 2000,
              1500);
}

TEST(Ewma, is_learning_for_two_days_and_a_half) {
  Ewma usual;
  for (Bin bin = 0; bin < bins_to_learn; ++bin) {
    EXPECT_TRUE(judge(usual, bin, 1000).is_learning);
    close_bin(usual, bin, 0);
  }
  EXPECT_FALSE(judge(usual, bins_to_learn, 1000).is_learning);
  EXPECT_EQ(bins_to_learn * bin_width, std::chrono::hours(60));
}

TEST(Ewma, forgets_a_level_by_half_in_three_days) {
  Ewma usual;
  Bin bin = 0;
  for (; bin < 60 * bins_per_day; ++bin) {
    close_bin(usual, bin, 10);
  }
  const std::int64_t before = usual.mean;
  for (; bin < 63 * bins_per_day; ++bin) {
    close_bin(usual, bin, 11);
  }
  const std::int64_t step = judge(usual, bin, 11).score;
  const double new_root = 2 * std::sqrt(11.375);
  const double old_root = static_cast<double>(before) / (1 << 20);
  EXPECT_NEAR(static_cast<double>(usual.mean) / (1 << 20), (new_root + old_root) / 2, 0.06);
  EXPECT_GE(step, 0);
}

TEST(Ewma, takes_the_largest_counts_and_never_runs_over) {
  Ewma usual;
  for (Bin bin = 0; bin < 4000; ++bin) {
    const std::int64_t people =
        bin % 2 == 0 ? std::numeric_limits<std::int64_t>::max() : std::int64_t{0};
    close_bin(usual, bin, people);
    ASSERT_GE(usual.variance, 0);
    ASSERT_LT(usual.variance, std::int64_t{1} << 42);
    ASSERT_LT(std::abs(usual.mean), std::int64_t{1} << 32);
  }
}

TEST(Severity, is_the_upper_tail_of_students_t_with_five_degrees_of_freedom) {
  for (double score = 0; score < 150; score += 0.13) {
    const double angle = std::atan2(std::sqrt(5.0), score);
    const double tail = (angle - std::sin(angle) * std::cos(angle) *
                                     (1 + 2.0 / 3 * std::sin(angle) * std::sin(angle))) /
                        3.14159265358979;
    const auto found = severity_of(static_cast<std::int64_t>(score * 1000));
    EXPECT_NEAR(static_cast<double>(found), -100 * std::log10(tail), 3) << score;
  }
}

TEST(Severity, is_nothing_below_the_usual_and_ten_at_most) {
  EXPECT_EQ(severity_of(-1), least_severity);
  EXPECT_EQ(severity_of(std::numeric_limits<std::int64_t>::max()), most_severity);
  for (std::int64_t score = -1000; score < 200'000; score += 77) {
    EXPECT_LE(severity_of(score), severity_of(score + 77));
  }
}

}  // namespace
}  // namespace kith::logistics
