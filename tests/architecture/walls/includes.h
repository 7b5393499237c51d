// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "architecture/tree.h"

namespace kith::architecture {

/// Files of one module that include a file of another.
std::vector<Finding> includes_between_modules(const Tree& tree);

/// Files of a module that include anything but the SDK, their own module and the standard library.
/// A module's tests may also include the test frameworks and tests/support.
std::vector<Finding> module_includes_beyond_sdk(const Tree& tree);

/// Files of the platform that include a module's.
std::vector<Finding> platform_includes_of_modules(const Tree& tree);

/// Files outside platform/net that include Asio or Beast, directly or through other files. The
/// programs under tests/ bring clients of their own and are let off.
std::vector<Finding> asio_outside_net(const Tree& tree);

/// The units of the product that see Asio or Beast, when there are more than `limit` of them.
std::vector<Finding> asio_units_beyond(const Tree& tree, std::size_t limit);

/// SDK headers that reach an I/O, JSON or database library, directly or through other files.
std::vector<Finding> libraries_behind_sdk(const Tree& tree);

}  // namespace kith::architecture
