// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/workspaces.h"
#include "http/route_table.h"

namespace kith::host {

/// What each department made of a message, a person or a conversation. All of it outlives the
/// table.
void add_findings_endpoints(http::RouteTable& table, Workspaces& workspaces,
                            std::span<const Module* const> modules, const Clock& clock);

}  // namespace kith::host
