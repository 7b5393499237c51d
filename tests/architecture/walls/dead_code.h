// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "architecture/tree.h"

namespace kith::architecture {

/// A function that is called by something the tree does not show.
struct CalledFromOutside {
  std::string_view name;
  std::string_view reason;
};

/// Functions declared in the platform's headers whose name stands nowhere in the tree's C++ but in
/// its declarations and definitions. Goes by names alone, so it misses one that shares its name
/// with another; overrides are called through their base and not looked at.
std::vector<Finding> uncalled_functions(const Tree& tree,
                                        std::span<const CalledFromOutside> called);

/// Entries of that list that name no function any more, or one that the tree does call.
std::vector<Finding> idle_entries(const Tree& tree, std::span<const CalledFromOutside> called);

}  // namespace kith::architecture
