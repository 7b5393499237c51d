// SPDX-License-Identifier: Apache-2.0
// Strength against a plain reference, written from metrics.md section 3 alone, and its property
// tests: "a confirmed help, a kept promise or one more colleague never lowers RS; a broken promise
// or a pitch never raises it".
#include "strength.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/module_bench.h"
#include "tally.h"

namespace kith::sales {
namespace {

struct Reference {
  double ours = 0;
  double theirs = 0;
  double kept = 0;
  double broken = 0;
  double colleagues = 0;

  static double f(double x) { return 1 - std::exp(-std::max(x, 0.0) / 12); }
  double strength() const {
    const double tau = std::min(1.4, 2 * (kept + 1) / (kept + broken + 2));
    const double b = 1 - std::exp2(-colleagues);
    const double core = .2 * (f(ours) + f(theirs)) + .6 * std::sqrt(f(ours) * f(theirs));
    return std::min(100.0, 100 * core * tau * (.7 + .3 * b));
  }
};

Points points_of(double points) {
  return static_cast<Points>(std::ldexp(points, points_places));
}

/// A relationship of chance as it is stored, some time after its last act.
struct State {
  Tally tally;
  Standing standing;
  Time now;

  Strength strength() const {
    Standing at_now = standing;
    at_now.worth = tally.at(now);
    return strength_of(at_now);
  }
  void happens(ActKind kind) { tally.count(worth_of(kind), now, Counting::in); }
};

State state_of_chance(SeededRandom& random) {
  constexpr Time begin{1'700'000'000'000'000};
  State state;
  std::uint64_t minute = 0;
  for (std::uint64_t acts = random.below(25); acts > 0; --acts) {
    minute += random.below(60ULL * 24 * 60);
    state.tally.count(worth_of(act_kinds[random.below(act_kinds.size())]),
                      begin + std::chrono::minutes(minute), Counting::in);
  }
  state.now = begin + std::chrono::minutes(minute + random.below(200ULL * 24 * 60));
  state.standing.kept = static_cast<std::int64_t>(random.below(6));
  state.standing.broken = static_cast<std::int64_t>(random.below(4));
  state.standing.colleagues = static_cast<std::int64_t>(random.below(5));
  return state;
}

constexpr int states = 200'000;

TEST(Strength, is_what_the_definition_says) {
  SeededRandom random(1);
  for (int each = 0; each < states; ++each) {
    const Reference reference{.ours = static_cast<double>(random.below(6'000)) / 100 - 10,
                              .theirs = static_cast<double>(random.below(6'000)) / 100 - 10,
                              .kept = static_cast<double>(random.below(8)),
                              .broken = static_cast<double>(random.below(8)),
                              .colleagues = static_cast<double>(random.below(8))};
    const Strength strength = strength_of(
        {.worth = {.ours = points_of(reference.ours), .theirs = points_of(reference.theirs)},
         .kept = static_cast<std::int64_t>(reference.kept),
         .broken = static_cast<std::int64_t>(reference.broken),
         .colleagues = static_cast<std::int64_t>(reference.colleagues)});
    ASSERT_NEAR(strength.hundredths / 100.0, reference.strength(), 0.02)
        << reference.ours << " " << reference.theirs;
  }
}

TEST(Strength, is_never_lowered_by_a_confirmed_help_a_kept_promise_or_one_more_colleague) {
  SeededRandom random(2);
  int raised = 0;
  for (int each = 0; each < states; ++each) {
    const State before = state_of_chance(random);
    State helped = before;
    helped.happens(ActKind::help_confirmed);
    State kept = before;
    ++kept.standing.kept;
    State wider = before;
    ++wider.standing.colleagues;
    const std::int32_t strength = before.strength().hundredths;
    ASSERT_GE(helped.strength().hundredths, strength);
    ASSERT_GE(kept.strength().hundredths, strength);
    ASSERT_GE(wider.strength().hundredths, strength);
    raised += helped.strength().hundredths > strength ? 1 : 0;
  }
  EXPECT_GT(raised, states / 2) << "the states must leave room to rise";
}

TEST(Strength, is_never_raised_by_a_broken_promise_a_question_left_alone_or_a_pitch) {
  SeededRandom random(3);
  int lowered = 0;
  for (int each = 0; each < states; ++each) {
    const State before = state_of_chance(random);
    State broken = before;
    broken.happens(ActKind::promise_broken);
    ++broken.standing.broken;
    State ignored = before;
    ignored.happens(ActKind::left_unanswered);
    // A pitch is a one-way message of ours: it is no act, and is worth nothing.
    State pitched = before;
    pitched.tally.count(Worth{}, before.now, Counting::in);
    const std::int32_t strength = before.strength().hundredths;
    ASSERT_LE(broken.strength().hundredths, strength);
    ASSERT_LE(ignored.strength().hundredths, strength);
    ASSERT_EQ(pitched.strength().hundredths, strength);
    lowered += broken.strength().hundredths < strength ? 1 : 0;
  }
  EXPECT_GT(lowered, states / 2) << "the states must leave room to fall";
}

TEST(Strength, of_one_sided_effort_stays_below_familiar) {
  SeededRandom random(4);
  for (int each = 0; each < states; ++each) {
    const auto effort = static_cast<Points>(random.below(1ULL << 40));
    const Standing one_sided{
        .worth = {.ours = effort, .theirs = -static_cast<Points>(random.below(1ULL << 30))},
        .kept = static_cast<std::int64_t>(random.below(50)),
        .colleagues = static_cast<std::int64_t>(random.below(50))};
    ASSERT_LT(strength_of(one_sided).band, Band::familiar);
  }
}

TEST(Strength, raises_the_repair_flag_exactly_when_what_we_did_is_less_than_nothing) {
  EXPECT_TRUE(strength_of({.worth = {.ours = -1}}).needs_repair);
  EXPECT_FALSE(strength_of({}).needs_repair);
  EXPECT_FALSE(strength_of({.worth = {.ours = 1, .theirs = -1}}).needs_repair);
}

TEST(Strength, falls_into_the_bands_at_ten_thirty_and_fifty_five) {
  const auto of = [](double points) {
    return strength_of(
        {.worth = {.ours = points_of(points), .theirs = points_of(points)}, .colleagues = 30});
  };
  int steps = 0;
  Band before = Band::stranger;
  for (double points = 0; points < 40; points += 0.01) {
    const Strength strength = of(points);
    ASSERT_GE(strength.band, before);
    if (strength.band > before) {
      constexpr int limits[] = {1'000, 3'000, 5'500};
      EXPECT_NEAR(strength.hundredths, limits[steps], 10);
      ++steps;
    }
    before = strength.band;
  }
  EXPECT_EQ(steps, 3);
  EXPECT_EQ(of(0).hundredths, 0);
  EXPECT_LE(of(1e6).hundredths, 10'000);
}

TEST(Strength, shows_the_parts_that_it_is_made_of) {
  const Strength strength = strength_of({.kept = 1, .broken = 0, .colleagues = 2});
  EXPECT_EQ(strength.trust_percent, 133);
  EXPECT_EQ(strength.breadth_percent, 75);
  EXPECT_EQ(strength_of({.kept = 9}).trust_percent, 140) << "and no more";
  EXPECT_EQ(strength_of({.broken = 2}).trust_percent, 50);
}

TEST(Warmth, orders_as_strength_does_at_the_end_of_the_quarter) {
  SeededRandom random(5);
  for (int each = 0; each < 50'000; ++each) {
    const auto standing = [&] {
      return Standing{
          .worth = {.ours = points_of(static_cast<double>(random.below(3'000)) / 100),
                    .theirs = points_of(static_cast<double>(random.below(3'000)) / 100)},
          .kept = static_cast<std::int64_t>(random.below(3)),
          .colleagues = static_cast<std::int64_t>(random.below(3))};
    };
    const Standing left = standing();
    const Standing right = standing();
    const std::int32_t left_strength = strength_of(left).hundredths;
    const std::int32_t right_strength = strength_of(right).hundredths;
    if (left_strength < right_strength && right_strength < 10'000) {
      ASSERT_LE(warmth_of(left, 7), warmth_of(right, 7));
    }
  }
}

TEST(Warmth, halves_for_each_quarter_since) {
  const Standing standing{.worth = {.ours = one_point, .theirs = one_point}};
  EXPECT_EQ(warmth_of(standing, 8) - warmth_of(standing, 7), one_point);
  EXPECT_EQ(warmth_of({}, 7), 0) << "nothing passed";
  EXPECT_EQ(warmth_of({.worth = {.ours = -one_point}}, 7), 0);
}

}  // namespace
}  // namespace kith::sales
