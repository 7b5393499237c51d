// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "access/access.h"
#include "base/logger.h"
#include "host/background.h"
#include "host/data_folder.h"
#include "host/gatekeeper.h"
#include "host/scrubber.h"
#include "host/settings.h"
#include "host/workspaces.h"
#include "http/event_hub.h"
#include "http/health.h"
#include "http/router.h"
#include "net/client.h"
#include "net/server.h"

namespace kith::host {

/// The whole of kith in one process: accounts, workspaces, API and listeners. Owned by the command
/// that serves; created, started and stopped by its thread.
class Server {
 public:
  /// What it works with; all of it outlives the server.
  struct Services {
    std::span<const Module* const> modules;
    const Clock& clock;
    Random& random;
    const Logger& log;
  };

  /// Takes the data folder, opens and migrates everything, binds the listeners. Fails closed.
  static Result<std::unique_ptr<Server>> create(const Settings& settings, const Services& services);
  ~Server();

  void start();
  /// Answers what is being asked, finishes what was accepted, ends all threads.
  void stop();
  /// Reads the certificate again.
  Result<void> reload();

  /// What stands behind the listeners, for requests of this process.
  http::Handler& handler() { return *router_; }
  /// 0 while it has no listener.
  std::uint16_t port() const;
  access::Access& access() { return *access_; }
  Workspaces& workspaces() { return *workspaces_; }
  /// Handlers that hang and were left behind: then the process must end without waiting for them.
  std::size_t abandoned();
  /// Told when the store failed: the process must end and recover at its next start.
  /// At once where it failed already: its threads work before create() returns.
  void on_fatal(std::function<void()> fatal);

 private:
  Server(const Settings& settings, const Services& services, DataFolder folder);
  Result<void> open_access();
  Result<void> open_workspaces();
  Result<void> open_http();
  Result<http::RouteTable> make_routes();
  void follow(Workspace& workspace);
  void tell_absent(Workspace& workspace);
  http::EventReader reader_of(Workspace& workspace);
  void rights_changed(const access::Affected& affected);
  std::string metrics();
  void fail_now();

  const Settings settings_;
  const Services services_;
  DataFolder folder_;
  std::mutex fatal_mutex_;
  std::function<void()> fatal_;
  bool has_failed_ = false;
  std::atomic<bool> is_ready_ = false;
  std::unique_ptr<access::Access> access_;
  std::unique_ptr<net::Client> client_;
  std::unique_ptr<Workspaces> workspaces_;
  std::unique_ptr<AccessGatekeeper> gatekeeper_;
  std::unique_ptr<BackgroundThreads> background_;
  std::unique_ptr<http::EventHub> hub_;
  std::unique_ptr<http::HubThread> hub_thread_;
  std::vector<std::unique_ptr<WorkspaceExecutor>> executors_;
  std::unique_ptr<http::Router> router_;
  std::unique_ptr<net::Server> listener_;
  std::unique_ptr<http::MetricsHandler> metrics_handler_;
  std::unique_ptr<net::Server> metrics_listener_;
  std::unique_ptr<Scrubber> scrubber_;
};

/// Every permission that parts and modules declare, for the catalogue of roles.
std::vector<const Permission*> all_permissions(std::span<const Module* const> modules);

/// Every type of event that parts and modules write.
std::vector<EventType> all_event_types(std::span<const Module* const> modules);

/// Where the key that seals secrets lies, for a data folder by its full path.
std::string sealing_key_file(const Settings& settings, const std::string& folder);

/// The address and the port of "HOST:PORT", as "127.0.0.1:8080" or "[::1]:8080".
Result<std::pair<std::string, std::uint16_t>> parse_listen(std::string_view listen);

}  // namespace kith::host
