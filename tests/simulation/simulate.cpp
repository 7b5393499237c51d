// SPDX-License-Identifier: Apache-2.0
// simulate FIRST COUNT: runs the simulation for COUNT seeds from FIRST on and stops at the first
// that breaks a rule, with what it did last. simulate SEED: that one alone, in this process.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "simulation.h"

namespace {

using kith::simulation::Outcome;

constexpr std::uint64_t between_lines = 1000;

int run_one(std::uint64_t seed) {
  kith::simulation::Simulation simulation;
  const Outcome outcome = simulation.run(seed);
  fmt::print("{:016x}: {}\n{}", outcome.hash, outcome.figures(), outcome.broken);
  return outcome.broken.empty() ? 0 : 1;
}

int run_many(std::uint64_t first, std::uint64_t count) {
  kith::simulation::Simulation simulation;
  Outcome sum;
  std::uint64_t done = 0;
  const auto start = std::chrono::steady_clock::now();
  bool is_whole = true;
  simulation.run_in_children(first, count, [&](const Outcome& outcome) {
    ++done;
    sum.add(outcome);
    if (!outcome.broken.empty()) {
      fmt::print("seed {} breaks a rule; replay it with: simulate {}\n{}", outcome.seed,
                 outcome.seed, outcome.broken);
      is_whole = false;
    }
    if (done % between_lines == 0 || done == count || !is_whole) {
      const auto spent = std::chrono::steady_clock::now() - start;
      fmt::print("{} of {} seeds from {} on, {} s: {}\n", done, count, first,
                 std::chrono::duration_cast<std::chrono::seconds>(spent).count(), sum.figures());
      std::fflush(stdout);
    }
    return is_whole;
  });
  return is_whole ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 2) {
    return run_one(std::strtoull(arguments[1], nullptr, 10));
  }
  if (count == 3) {
    return run_many(std::strtoull(arguments[1], nullptr, 10),
                    std::strtoull(arguments[2], nullptr, 10));
  }
  fmt::print(stderr, "simulate FIRST COUNT, or simulate SEED\n");
  return 2;
}
