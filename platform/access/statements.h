// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <kith/statement.h>

namespace kith::access {

/// The statements of every file of access but access.cpp, to be registered before the file opens.
std::vector<std::span<const Statement* const>> all_statements();

}  // namespace kith::access
