// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"

namespace kith::simulation {

/// Time that passes when it is told to, on a wall whose clock somebody may set.
class JumpingClock final : public Clock {
 public:
  Time now() const override { return Time{steady_.count() + wall_.count()}; }
  Duration steady() const override { return steady_; }

  void pass(Duration span) { steady_ += span; }
  /// Sets the clock on the wall forward or back; no time passes.
  void jump(Duration span) { wall_ += span; }

 private:
  Duration steady_ = std::chrono::hours(1);
  Duration wall_{1'790'000'000'000'000};
};

}  // namespace kith::simulation
