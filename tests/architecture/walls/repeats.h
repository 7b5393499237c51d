// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "architecture/tree.h"

namespace kith::architecture {

/// Blocks of at least `length` lines of the product (C++, scripts, web) that stand in two places.
/// Lines are compared without comments and indentation; blank lines, includes, closing brackets
/// and other lines that say next to nothing are passed over. One finding a pair, at its second
/// place.
std::vector<Finding> repeated_blocks(const Tree& tree, std::size_t length);

}  // namespace kith::architecture
