// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "architecture/tree.h"

namespace kith::architecture {

/// Source files (C++, scripts, SQL, CMake, web) of more than `limit` lines.
std::vector<Finding> files_longer_than(const Tree& tree, std::size_t limit);

/// Source files whose first lines do not name the licence.
std::vector<Finding> files_without_licence(const Tree& tree);

/// Types at namespace scope of the product's headers without a `///` comment above them or a
/// `describe()` within that says what they mean.
std::vector<Finding> types_without_comment(const Tree& tree);

/// What the library of g++ 12 has not: std::format, std::print and their headers.
std::vector<Finding> missing_library_features(const Tree& tree);

/// The words that mark something as unfinished, in any file.
std::vector<Finding> unfinished_words(const Tree& tree);

/// Paths of somebody's machine, in any file.
std::vector<Finding> machine_paths(const Tree& tree);

/// Files and folders at the top that the layout does not have.
std::vector<Finding> unknown_top_entries(const Tree& tree);

}  // namespace kith::architecture
