// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/workspaces.h"
#include "http/route_table.h"

namespace kith::host {

/// Adds the ways to erase a person for good, and to see how far that is. All that is given outlives
/// the table.
void add_erase_endpoints(http::RouteTable& table, Workspaces& workspaces, access::Access& access);

}  // namespace kith::host
