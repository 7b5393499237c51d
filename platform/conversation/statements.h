// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/statement.h>

namespace kith::conversation {

/// Everything that this part asks of the store, for StatementRegistry::add with the rights of the
/// platform. Constant data, put together at the first call.
std::span<const Statement* const> statements();

}  // namespace kith::conversation
