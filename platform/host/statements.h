// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/registry.h"

namespace kith::host {

/// Puts the statements of every part that works on a workspace's database into the registry, and
/// what its connections need.
void register_workspace_statements(store::StatementRegistry& registry);

}  // namespace kith::host
