// SPDX-License-Identifier: Apache-2.0
#include "simulation.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace kith::simulation {
namespace {

/// A number that whoever replays a failure may give, as KITH_SEED=7.
std::uint64_t given(const char* name, std::uint64_t otherwise) {
  if (const char* text = std::getenv(name); text != nullptr) {
    std::from_chars(text, text + std::string_view(text).size(), otherwise);
  }
  return otherwise;
}

TEST(Simulation, keeps_every_rule_for_every_seed) {
  Simulation simulation;
  const std::uint64_t first = given("KITH_SEED", 1);
  const std::uint64_t count = given("KITH_SIMULATION_SEEDS", 500);
  Outcome sum;
  simulation.run_in_children(first, count, [&](const Outcome& outcome) {
    EXPECT_EQ(outcome.broken, "") << "replay with KITH_SEED=" << outcome.seed
                                  << " KITH_SIMULATION_SEEDS=1 simulation_test";
    sum.add(outcome);
    return outcome.broken.empty();
  });
  fmt::print("{} seeds: {}\n", count, sum.figures());
  if (count >= 100) {
    EXPECT_GT(sum.power_cuts, 0);
    EXPECT_GT(sum.disk_faults, 0);
    EXPECT_GT(sum.acknowledged, 0);
    EXPECT_GT(sum.arrived, 0);
  }
}

TEST(Simulation, does_the_same_for_the_same_seed_wherever_it_runs) {
  Simulation simulation;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Outcome here = simulation.run(seed);
    EXPECT_EQ(here.hash, simulation.run(seed).hash) << "seed " << seed;
    simulation.run_in_children(seed, 1, [&](const Outcome& there) {
      EXPECT_EQ(here.hash, there.hash) << "seed " << seed;
      return true;
    });
    EXPECT_NE(here.hash, simulation.run(seed + 1).hash);
  }
}

TEST(Simulation, sees_an_apply_that_reads_a_clock) {
  Simulation simulation;
  std::uint64_t broken = 0;
  for (std::uint64_t seed = 1; seed <= 40 && broken == 0; ++seed) {
    broken = simulation.run(seed, Planted::apply_reads_clock).broken.empty() ? 0 : seed;
  }
  EXPECT_GT(broken, 0U);
}

}  // namespace
}  // namespace kith::simulation
