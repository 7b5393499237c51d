// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <kith/module.h>

namespace kith::host {

/// What a new module is called, and whose it is.
struct NewModule {
  std::string name;  ///< as "warranty"
  Department department = Department::none;
};

/// A file of a new module: its path in the module's folder, and what is in it.
struct NewFile {
  std::string path;
  std::string text;
};

/// The files of a small whole module in the shape that all have, from `module_template`. `invalid`
/// for a name that a module cannot have beside the `known` ones, or that C++ or the SDK means
/// something else by.
Result<std::vector<NewFile>> files_of_new_module(const NewModule& wanted,
                                                 std::span<const Module* const> known);

}  // namespace kith::host
