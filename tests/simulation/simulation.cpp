// SPDX-License-Identifier: Apache-2.0
#include "simulation.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>
#include <type_traits>

#include "support/need.h"

namespace kith::simulation {
namespace {

constexpr unsigned longest_run_seconds = 120;
/// Seeds whose lanes have the same settings are run one after another within so many.
constexpr std::uint64_t in_a_block = 400;

/// The figures of an outcome, as they pass from a child to its parent; the text follows them.
struct Figures {
  std::uint64_t hash = 0;
  std::int64_t steps = 0, processes = 0, power_cuts = 0, disk_faults = 0, events = 0,
               acknowledged = 0, arrived = 0;
};
static_assert(std::is_trivially_copyable_v<Figures>);

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written <= 0) {
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string read_all(int file) {
  std::string bytes;
  char piece[4096];
  for (ssize_t got = read(file, piece, sizeof piece); got > 0;
       got = read(file, piece, sizeof piece)) {
    bytes.append(piece, static_cast<std::size_t>(got));
  }
  return bytes;
}

std::string to_bytes(const Outcome& outcome) {
  const Figures figures{outcome.hash,         outcome.steps,       outcome.processes,
                        outcome.power_cuts,   outcome.disk_faults, outcome.events,
                        outcome.acknowledged, outcome.arrived};
  return std::string(reinterpret_cast<const char*>(&figures), sizeof figures) + outcome.broken;
}

Outcome from_bytes(std::uint64_t seed, std::string_view bytes, int status) {
  Figures figures;
  if (bytes.size() < sizeof figures || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return {.seed = seed, .broken = fmt::format("the process ended with status {}\n", status)};
  }
  std::memcpy(&figures, bytes.data(), sizeof figures);
  return {.seed = seed,
          .broken = std::string(bytes.substr(sizeof figures)),
          .hash = figures.hash,
          .steps = figures.steps,
          .processes = figures.processes,
          .power_cuts = figures.power_cuts,
          .disk_faults = figures.disk_faults,
          .events = figures.events,
          .acknowledged = figures.acknowledged,
          .arrived = figures.arrived};
}

}  // namespace

Simulation::Simulation() {
  house_.found();
  founded_ = house_.snapshot();
}

void Simulation::open(std::uint64_t seed) {
  house_.begin(founded_);
  house_.seed(seed);
  support::need(house_.open(lanes_of(seed), crew_of(seed)));
}

Outcome Simulation::run(std::uint64_t seed, Planted planted) {
  open(seed);
  return Run(house_, network_, seed, planted).run();
}

Outcome Simulation::run_in_child(std::uint64_t seed) {
  int ends[2];
  if (pipe(ends) != 0) {
    throw std::runtime_error("no pipe");
  }
  const pid_t child = fork();
  if (child < 0) {
    throw std::runtime_error("no child");
  }
  if (child == 0) {
    close(ends[0]);
    alarm(longest_run_seconds);
    write_all(ends[1], to_bytes(Run(house_, network_, seed, Planted::nothing).run()));
    _exit(0);
  }
  close(ends[1]);
  const std::string bytes = read_all(ends[0]);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return from_bytes(seed, bytes, status);
}

void Simulation::run_in_children(std::uint64_t first, std::uint64_t count, const Ended& ended) {
  const std::uint64_t end = first + count;
  for (std::uint64_t block = first; block < end; block += in_a_block) {
    for (std::uint64_t variant = 0; variant < lane_variants; ++variant) {
      bool is_open = false;
      for (std::uint64_t seed = block; seed < std::min(block + in_a_block, end); ++seed) {
        if (seed % lane_variants != variant) {
          continue;
        }
        if (!std::exchange(is_open, true)) {
          open(seed);
        }
        if (!ended(run_in_child(seed))) {
          return;
        }
      }
    }
  }
}

}  // namespace kith::simulation
