// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

namespace kith::service {

inline constexpr std::string_view module_name = "service";

/// Everything that service brings: src/module.cpp is its table of contents.
const Module& module();

}  // namespace kith::service
