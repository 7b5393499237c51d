// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/workspaces.h"
#include "http/route_table.h"

namespace kith::host {

/// Adds the list of events that modules could not handle, and the ways to try one again or to pass
/// it over on the record. `workspaces` outlives the table.
void add_bus_endpoints(http::RouteTable& table, Workspaces& workspaces);

}  // namespace kith::host
