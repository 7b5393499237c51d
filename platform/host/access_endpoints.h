// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/access.h"
#include "host/gatekeeper.h"
#include "http/route_table.h"

namespace kith::host {

/// Adds the operations of access: signing in and out, the caller's own page, sessions, tokens,
/// members, roles, workspaces, one-time links and the audit. Both outlive the table.
void add_access_endpoints(http::RouteTable& table, access::Access& access,
                          AccessGatekeeper& gatekeeper);

}  // namespace kith::host
