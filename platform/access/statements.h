// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "store/registry.h"

namespace kith::access {

std::span<const Statement* const> access_statements();

/// Puts every statement of access into the registry.
void register_statements(store::StatementRegistry& registry);

}  // namespace kith::access
