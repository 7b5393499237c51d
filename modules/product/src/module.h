// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

namespace kith::product {

inline constexpr std::string_view module_name = "product";

/// Everything that product brings: src/module.cpp is its table of contents.
const Module& module();

}  // namespace kith::product
