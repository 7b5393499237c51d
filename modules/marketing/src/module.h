// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

namespace kith::marketing {

/// Everything that marketing brings: src/module.cpp is its table of contents.
const Module& module();

}  // namespace kith::marketing
