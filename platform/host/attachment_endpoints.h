// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/background.h"
#include "host/workspaces.h"
#include "http/route_table.h"

namespace kith::host {

/// Uploading files, and giving them out to whoever may see their message. The disk is waited for on
/// `background`.
void add_attachment_endpoints(http::RouteTable& table, Workspaces& workspaces,
                              BackgroundThreads& background);

}  // namespace kith::host
