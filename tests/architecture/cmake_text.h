// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kith::architecture {

/// One command of a CMakeLists.txt, as `kith_part(store SOURCES … DEPENDS …)`.
struct CMakeCommand {
  std::string name;
  std::vector<std::string> arguments;  ///< split at white space; comments left out
  std::size_t line = 0;                ///< from 1
};

/// The commands of a CMake file, in order. Reads what kith's own files hold: no bracket arguments.
std::vector<CMakeCommand> cmake_commands(std::string_view text);

}  // namespace kith::architecture
