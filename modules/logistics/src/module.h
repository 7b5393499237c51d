// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

namespace kith::logistics {

inline constexpr std::string_view module_name = "logistics";

/// Everything that logistics brings: src/module.cpp is its table of contents.
const Module& module();

}  // namespace kith::logistics
