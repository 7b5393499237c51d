// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "architecture/tree.h"

namespace kith::architecture {

/// What code may not do by itself, because a simulation must be able to stand in for it.
enum class Effect { clock, chance, disk, network, waiting };

/// A place that is the interface to an effect, and so may have it.
struct Allowance {
  std::string_view path;  ///< a file, or a folder with '/' at its end
  Effect effect = Effect::clock;
  std::string_view reason;
};

/// Calls that read the clock, draw random numbers, touch the disk or the network, or wait, in the
/// product and in unit tests (which may use the disk) where no allowance covers them. The programs
/// under tests/ drive real processes and are let off.
std::vector<Finding> effects_beyond(const Tree& tree, std::span<const Allowance> allowances);

/// Allowances that cover nothing any more.
std::vector<Finding> idle_allowances(const Tree& tree, std::span<const Allowance> allowances);

/// Coroutines outside platform/net. The programs under tests/ are let off.
std::vector<Finding> coroutines_outside_net(const Tree& tree);

/// Statements that GCC 12 may miscompile: more than one co_await, or a braced list or a lambda
/// among its arguments.
std::vector<Finding> risky_awaits(const Tree& tree);

}  // namespace kith::architecture
