// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/workspaces.h"
#include "http/route_table.h"

namespace kith::host {

/// Adds POST /api/v1/intake, which answers once the posts are durable. `workspaces` outlives the
/// table.
void add_intake_endpoint(http::RouteTable& table, Workspaces& workspaces);

}  // namespace kith::host
