// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

namespace kith::people {

/// Everything that people brings: src/module.cpp is its table of contents.
const Module& module();

}  // namespace kith::people
