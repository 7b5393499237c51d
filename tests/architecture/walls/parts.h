// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "architecture/tree.h"

namespace kith::architecture {

/// Whether a file of part `user` may use part `used`: sdk < base < store < events < access <
/// conversation < intake < {channels, insight, http} < net < host, and text, which is beside store
/// and uses sdk and base only.
bool part_may_use(std::string_view user, std::string_view used);

/// Folders of the platform that the order does not know.
std::vector<Finding> unknown_parts(const Tree& tree);

/// Includes of the platform's files that go against the order.
std::vector<Finding> includes_against_order(const Tree& tree);

/// The same in CMake: what `kith_part` and `target_link_libraries` name, and, in a module's
/// CMakeLists.txt, any part but the SDK outside of `kith_test`.
std::vector<Finding> links_against_order(const Tree& tree);

/// Parts and modules that hold sources and no README.md.
std::vector<Finding> parts_without_readme(const Tree& tree);

}  // namespace kith::architecture
