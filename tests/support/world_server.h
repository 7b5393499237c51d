// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "access/access.h"
#include "base/logger.h"
#include "host/gatekeeper.h"
#include "host/workspaces.h"
#include "http/router.h"
#include "support/need.h"

namespace kith::support {

/// What a server is made of, without listeners and without a thread: accounts, workspaces, and the
/// router with every check before a use case. Everything happens on the thread that steps it.
/// Owned by a World, which makes a new one at each restart.
class WorldServer {
 public:
  /// What it is made with; all of it outlives the server.
  struct Services {
    std::span<const Module* const> modules;
    const Clock& clock;
    Random& random;
    const Logger& log;
  };

  /// Opens what lies in `folder`, or makes it. Throws when that fails.
  WorldServer(const std::string& folder, const Services& services, events::LaneSettings lanes);
  WorldServer(const WorldServer&) = delete;
  WorldServer& operator=(const WorldServer&) = delete;

  access::Access& access() { return *access_; }
  host::Workspaces& workspaces() { return *workspaces_; }
  http::Handler& handler() { return *router_; }

  /// Commits what waits and answers what was committed; no lane runs. False when nothing waited.
  bool commit();
  /// Lets every lane do what is to do now, once. False when there was nothing.
  bool step_lanes();
  /// Does everything there is to do, timers that are due among it.
  void run_until_idle();

 private:
  http::RouteTable make_routes(const Services& services);

  std::unique_ptr<access::Access> access_;
  std::unique_ptr<host::Workspaces> workspaces_;
  std::unique_ptr<host::AccessGatekeeper> gatekeeper_;
  std::vector<std::unique_ptr<host::WorkspaceExecutor>> executors_;
  std::unique_ptr<http::Router> router_;
};

}  // namespace kith::support
