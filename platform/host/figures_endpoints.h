// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "host/workspaces.h"
#include "http/route_table.h"

namespace kith::host {

/// The routes of figures: the newest and their history, what is behind them, and the days that are
/// worked out when somebody asks. `run` does what takes a while where nobody waits for the thread.
void add_figures_endpoints(http::RouteTable& table, Workspaces& workspaces, const Clock& clock,
                           std::function<void(std::move_only_function<void()>)> run);

}  // namespace kith::host
