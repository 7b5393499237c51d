// SPDX-License-Identifier: Apache-2.0
#include "support/world_server.h"

#include <fmt/format.h>

#include <filesystem>

#include "conversation/routes.h"
#include "host/bus_endpoints.h"
#include "host/erase_endpoints.h"
#include "host/figures_endpoints.h"
#include "host/findings_endpoints.h"
#include "host/intake_endpoint.h"
#include "host/outbox_endpoints.h"
#include "host/server.h"

namespace kith::support {
namespace {

// Colleagues sign in by tokens here, and nobody attacks: passwords may be hashed cheaply.
constexpr access::PasswordHasher::Settings cheap_passwords{
    .strength = {.memory_bytes = 8192, .passes = 1}, .threads = 1};

http::RouterSettings unlimited() {
  http::RouterSettings settings;
  settings.rates = {.read = {}, .write = {}, .heavy = {}, .open = {}};
  return settings;
}

}  // namespace

WorldServer::WorldServer(const std::string& folder, const Services& services,
                         events::LaneSettings lanes) {
  std::filesystem::create_directories(folder);
  access_ = need(access::Access::create(
      {.path = folder + "/server.db", .passwords = cheap_passwords},
      need(access::RoleCatalogue::create(host::all_permissions(services.modules))),
      need(access::SealingKey::parse(std::string(64, '7'))), services.clock, services.random));
  workspaces_ = std::make_unique<host::Workspaces>(
      folder, host::Workspaces::Services{.access = *access_,
                                         .modules = services.modules,
                                         .clock = services.clock,
                                         .random = services.random,
                                         .log = services.log,
                                         .pace = host::Pace::stepped,
                                         .lanes = lanes});
  // Nothing of a test outlives a cut of the power, so nothing waits for the disk.
  workspaces_->on_opened([](host::Workspace& workspace) {
    need(workspace.writer().connection().execute("PRAGMA synchronous=OFF"));
  });
  need(access_->writer().connection().execute("PRAGMA synchronous=OFF"));
  need(workspaces_->open_all());
  gatekeeper_ = std::make_unique<host::AccessGatekeeper>(*access_);
  router_ = need(http::Router::create(
      make_routes(services),
      {.gatekeeper = *gatekeeper_, .clock = services.clock, .random = services.random},
      unlimited()));
}

http::RouteTable WorldServer::make_routes(const Services& services) {
  http::RouteTable table;
  executors_.push_back(std::make_unique<host::WorkspaceExecutor>(*workspaces_, ""));
  table.mount("conversation", "/api/v1", conversation::routes(), *executors_.back());
  for (const Module* module : services.modules) {
    executors_.push_back(std::make_unique<host::WorkspaceExecutor>(*workspaces_, module->name));
    table.mount(module->name, fmt::format("/api/v1/{}", module->name), module->routes,
                *executors_.back());
  }
  host::add_intake_endpoint(table, *workspaces_);
  host::add_outbox_endpoints(table, *workspaces_);
  host::add_bus_endpoints(table, *workspaces_);
  host::add_erase_endpoints(table, *workspaces_, *access_);
  host::add_findings_endpoints(table, *workspaces_, services.modules, services.clock);
  host::add_figures_endpoints(table, *workspaces_, services.clock,
                              [](std::move_only_function<void()> job) { job(); });
  return table;
}

bool WorldServer::commit() {
  bool did = access_->passwords().work_waiting();
  did = access_->writer().commit_waiting() || did;
  for (host::Workspace* workspace : workspaces_->all()) {
    did = workspace->writer().commit_waiting() || did;
    did = workspace->executor().step() || did;
  }
  return did;
}

bool WorldServer::step_lanes() {
  bool did = false;
  for (host::Workspace* workspace : workspaces_->all()) {
    did = workspace->bus().step() || did;
  }
  return did;
}

void WorldServer::run_until_idle() {
  while (commit()) {
  }
  for (host::Workspace* workspace : workspaces_->all()) {
    workspace->run_until_idle();
  }
}

}  // namespace kith::support
