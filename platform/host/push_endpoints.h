// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/access.h"
#include "base/random.h"
#include "host/workspaces.h"
#include "http/route_table.h"

namespace kith::host {

/// What the endpoints work with; all of it outlives the table.
struct PushEndpoints {
  Workspaces& workspaces;
  access::Access& access;
  Random& random;
  std::vector<std::string> outgoing_allow;  ///< net.outgoing_allow
};

/// Adds what is done with the pushing of a channel and takes a secret: PUT and DELETE
/// /api/v1/channels/{channel_id}/push, POST …/push/rotate and …/push/test.
void add_push_endpoints(http::RouteTable& table, PushEndpoints services);

}  // namespace kith::host
