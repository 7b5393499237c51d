// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/workspaces.h"
#include "http/route_table.h"

namespace kith::host {

/// Adds the way out of the API channel: POST /api/v1/outbox/take hands over replies that are due,
/// and POST /api/v1/outbox/{outbox_id}/report says what became of one. `workspaces` outlives the
/// table.
void add_outbox_endpoints(http::RouteTable& table, Workspaces& workspaces);

}  // namespace kith::host
