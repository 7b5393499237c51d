// SPDX-License-Identifier: Apache-2.0
#include "tally.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/module_bench.h"

namespace kith::sales {
namespace {

constexpr Time begin{1'767'571'200'000'000};

struct Counted {
  ActKind kind;
  Time at;
};

std::vector<Counted> acts_of_chance(SeededRandom& random, std::size_t most) {
  std::vector<Counted> acts(1 + random.below(most));
  for (Counted& act : acts) {
    act.kind = act_kinds[random.below(act_kinds.size())];
    act.at = begin + std::chrono::minutes(random.below(3ULL * 365 * 24 * 60));
  }
  return acts;
}

Tally tally_of(const std::vector<Counted>& acts) {
  Tally tally;
  for (const Counted& act : acts) {
    tally.count(worth_of(act.kind), act.at, Counting::in);
  }
  return tally;
}

double points_of(Points points) {
  return std::ldexp(static_cast<double>(points), -points_places);
}

TEST(Tally, is_the_same_in_any_order_to_the_last_bit) {
  SeededRandom random(1);
  for (int round = 0; round < 500; ++round) {
    std::vector<Counted> acts = acts_of_chance(random, 40);
    const Tally tally = tally_of(acts);
    for (std::size_t left = acts.size(); left > 1; --left) {
      std::swap(acts[left - 1], acts[random.below(left)]);
    }
    ASSERT_EQ(tally_of(acts), tally);
    ASSERT_EQ(Tally::unpacked(tally.packed()), tally);
  }
}

TEST(Tally, forgets_what_is_taken_back_as_if_it_had_never_been) {
  SeededRandom random(2);
  for (int round = 0; round < 500; ++round) {
    const std::vector<Counted> acts = acts_of_chance(random, 20);
    const Tally before = tally_of(acts);
    Tally after = before;
    const std::vector<Counted> wrong = acts_of_chance(random, 20);
    for (const Counted& act : wrong) {
      after.count(worth_of(act.kind), act.at, Counting::in);
    }
    for (const Counted& act : wrong) {
      after.count(worth_of(act.kind), act.at, Counting::out);
    }
    ASSERT_EQ(after, before);
  }
}

TEST(Tally, of_two_parts_is_the_tally_of_all_their_acts) {
  SeededRandom random(3);
  for (int round = 0; round < 500; ++round) {
    std::vector<Counted> acts = acts_of_chance(random, 30);
    const auto half = static_cast<std::ptrdiff_t>(random.below(acts.size() + 1));
    Tally sum = tally_of({acts.begin(), acts.begin() + half});
    sum.add(tally_of({acts.begin() + half, acts.end()}));
    ASSERT_EQ(sum, tally_of(acts));
  }
}

// Against section 3 of metrics.md: "half-life 90 d".
TEST(Tally, decays_as_the_plain_sum_does) {
  SeededRandom random(4);
  for (int round = 0; round < 2'000; ++round) {
    const std::vector<Counted> acts = acts_of_chance(random, 30);
    Time now = begin;
    for (const Counted& act : acts) {
      now = std::max(now, act.at);
    }
    now = now + std::chrono::minutes(random.below(400ULL * 24 * 60));
    double ours = 0;
    double theirs = 0;
    for (const Counted& act : acts) {
      const double left =
          std::exp2(-static_cast<double>((now - act.at).count()) / (90.0 * 86'400 * 1e6));
      ours += points_of(worth_of(act.kind).ours) * left;
      theirs += points_of(worth_of(act.kind).theirs) * left;
    }
    const Worth worth = tally_of(acts).at(now);
    ASSERT_NEAR(points_of(worth.ours), ours, 1e-4);
    ASSERT_NEAR(points_of(worth.theirs), theirs, 1e-4);
  }
}

TEST(Tally, does_not_grow_with_its_acts_but_with_their_quarters) {
  Tally tally;
  for (int each = 0; each < 10'000; ++each) {
    tally.count(worth_of(ActKind::exchange), begin + std::chrono::minutes(each), Counting::in);
  }
  EXPECT_LE(tally.packed().size(), 2U * 24);
}

}  // namespace
}  // namespace kith::sales
