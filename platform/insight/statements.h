// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/registry.h"

namespace kith::insight {

/// Registers every statement of this part.
void register_statements(store::StatementRegistry& registry);

}  // namespace kith::insight
