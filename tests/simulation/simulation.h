// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "run.h"

namespace kith::simulation {

/// Runs seed after seed, all from the same founded company. What a seed does, it does again,
/// wherever and after whatever it is run.
class Simulation {
 public:
  Simulation();

  /// One seed in this process.
  Outcome run(std::uint64_t seed, Planted planted = Planted::nothing);

  /// Told of each seed as it ends, in any order; false stops.
  using Ended = std::function<bool(const Outcome&)>;
  /// `count` seeds from `first` on, each in a child of its own, which starts from a house that was
  /// opened before: opening costs more than most of a run. A child that crashes or takes too long
  /// is a broken run.
  void run_in_children(std::uint64_t first, std::uint64_t count, const Ended& ended);

 private:
  void open(std::uint64_t seed);
  Outcome run_in_child(std::uint64_t seed);

  PushNetwork network_;
  House house_{network_};
  std::shared_ptr<const support::DiskState> founded_;
};

}  // namespace kith::simulation
