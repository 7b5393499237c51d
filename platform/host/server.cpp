// SPDX-License-Identifier: Apache-2.0
#include "host/server.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "access/key_file.h"
#include "conversation/routes.h"
#include "events/log_reader.h"
#include "host/access_endpoints.h"
#include "host/attachment_endpoints.h"
#include "host/bus_endpoints.h"
#include "host/erase_endpoints.h"
#include "host/figures_endpoints.h"
#include "host/findings_endpoints.h"
#include "host/intake_endpoint.h"
#include "host/on_record.h"
#include "host/outbox_endpoints.h"
#include "host/push_endpoints.h"
#include "host/usable_memory.h"
#include "http/docs.h"
#include "http/event_endpoints.h"
#include "http/openapi.h"

namespace kith::host {
namespace {

constexpr std::size_t background_threads = 2;
// One body always goes on beyond it.
constexpr std::size_t least_for_bodies = std::size_t{16} << 20;

// What is read of a body takes several times its size until it is stored.
std::size_t body_bytes_within(std::size_t memory) {
  return std::clamp(memory / 16, least_for_bodies, net::ServerLimits().max_body_bytes_in_flight);
}

// A page that is not in memory costs a reading; a server that takes too much is ended.
std::size_t page_bytes_within(std::size_t memory) {
  return std::min(memory / 16, Workspace::usual_page_bytes);
}

// Not for a workspace.
http::StreamEnd stream_end_of(const access::Affected& affected) {
  using What = access::Affected::What;
  using Of = http::StreamEnd::Of;
  switch (affected.what) {
    case What::workspace: break;
    case What::account: return {Of::account, affected.id};
    case What::member: return {Of::member, affected.id};
    case What::session: return {Of::session, affected.id};
    case What::token: return {Of::token, affected.id};
  }
  return {};
}

}  // namespace

Result<std::pair<std::string, std::uint16_t>> parse_listen(std::string_view listen) {
  const std::size_t colon = listen.rfind(':');
  std::uint16_t port = 0;
  const std::string_view digits =
      colon == std::string_view::npos ? std::string_view() : listen.substr(colon + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
    return fail(ErrorCode::invalid, fmt::format("\"{}\" is no address to listen on. Write it as "
                                                "HOST:PORT, as 127.0.0.1:8080.",
                                                listen));
  }
  std::string_view host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  return std::pair(std::string(host), port);
}

// A key beside the data would go into the same backup and the same hands.
std::string sealing_key_file(const Settings& settings, const std::string& folder) {
  return settings.key_file.empty() ? folder + ".key" : settings.key_file;
}

Server::Server(const Settings& settings, const Services& services, DataFolder folder)
    : settings_(settings), services_(services), folder_(std::move(folder)) {}

Result<std::unique_ptr<Server>> Server::create(const Settings& settings, const Services& services) {
  DataFolder folder = KITH_TRY(DataFolder::hold(settings.data));
  std::unique_ptr<Server> server(new Server(settings, services, std::move(folder)));
  KITH_CHECK(server->open_access());
  KITH_CHECK(server->open_workspaces());
  KITH_CHECK(server->open_http());
  return server;
}

Server::~Server() {
  stop();
}

Result<void> Server::open_access() {
  access::RoleCatalogue roles =
      KITH_TRY(access::RoleCatalogue::create(all_permissions(services_.modules)));
  const std::string key = KITH_TRY(access::read_or_make_key_file(
      sealing_key_file(settings_, folder_.path()), folder_.path(), services_.random));
  access_ = KITH_TRY(access::Access::create({.path = folder_.server_database()}, std::move(roles),
                                            KITH_TRY(access::SealingKey::parse(key)),
                                            services_.clock, services_.random));
  access_->on_fatal([this](const Error& error) {
    services_.log.error("store.failed", {{"detail", error.detail}});
    fail_now();
  });
  access_->on_rights_changed(
      [this](const access::Affected& affected) { rights_changed(affected); });
  access_->start();
  gatekeeper_ = std::make_unique<AccessGatekeeper>(*access_);
  return {};
}

// Streams begin anew with what their callers may see now. A member, a session or a token is of one
// workspace, but which one is not said here: the numbers are the server's.
void Server::rights_changed(const access::Affected& affected) {
  for (Workspace* workspace : workspaces_->all()) {
    if (affected.what != access::Affected::What::workspace) {
      hub_->end_streams(workspace->id(), stream_end_of(affected));
    } else if (workspace->id().value == affected.id) {
      hub_->end_streams(workspace->id(), {});
    }
  }
  background_->run([this] { workspaces_->refresh_members(); });
}

Result<void> Server::open_workspaces() {
  background_ = std::make_unique<BackgroundThreads>(background_threads);
  hub_ = std::make_unique<http::EventHub>(
      http::HubSettings{}, services_.clock,
      [this](std::move_only_function<void()> job) { background_->run(std::move(job)); });
  client_ = KITH_TRY(net::Client::create({.also_allowed = settings_.net.outgoing_allow}));
  events::LaneSettings lanes;
  lanes.deadline = std::chrono::seconds(settings_.modules.handler_seconds);
  const auto kept_answers = static_cast<std::size_t>(settings_.http.kept_answers_mb) << 20U;
  workspaces_ = std::make_unique<Workspaces>(
      folder_.path(), Workspaces::Services{.access = *access_,
                                           .modules = services_.modules,
                                           .clock = services_.clock,
                                           .random = services_.random,
                                           .log = services_.log,
                                           .lanes = lanes,
                                           .most_bytes_of_answers = kept_answers,
                                           .page_bytes = page_bytes_within(usable_memory()),
                                           .client = client_.get()});
  workspaces_->on_opened([this](Workspace& workspace) { follow(workspace); });
  return workspaces_->open_all();
}

// Modules that worked here and are not loaded any more.
void Server::tell_absent(Workspace& workspace) {
  Result<store::ReaderPool::Lease> lease = workspace.readers().acquire();
  if (!lease) {
    return;
  }
  const auto absent = events::absent_consumers(**lease, services_.modules);
  for (const events::AbsentConsumer& each :
       absent.value_or(std::vector<events::AbsentConsumer>())) {
    services_.log.warning("module.absent", {{"module", each.consumer},
                                            {"workspace", workspace.id().value},
                                            {"cursor", each.cursor},
                                            {"held", each.held}});
  }
}

void Server::follow(Workspace& workspace) {
  tell_absent(workspace);
  const WorkspaceId id = workspace.id();
  if (!hub_->open(id, reader_of(workspace), workspace.writer().last_sequence())) {
    services_.log.warning("events.unread", {{"workspace", id.value}});
  }
  workspace.on_publish([this, id](const std::vector<store::LoggedEvent>& events) {
    hub_->publish(id, std::make_shared<const std::vector<store::LoggedEvent>>(events));
  });
  workspace.on_fatal([this, id](const Error& error) {
    services_.log.error("store.failed", {{"workspace", id.value}, {"detail", error.detail}});
    fail_now();
  });
}

http::EventReader Server::reader_of(Workspace& workspace) {
  return [&workspace](Sequence after, std::size_t most) -> Result<std::vector<store::LoggedEvent>> {
    thread_local events::LogReader reader;
    store::ReaderPool::Lease lease = KITH_TRY(workspace.readers().acquire());
    const events::EventRun run = KITH_TRY(reader.after(*lease, after, most));
    std::vector<store::LoggedEvent> events;
    for (const store::LoggedEvent* event : run.events) {
      events.push_back(*event);
    }
    return events;
  };
}

Result<http::RouteTable> Server::make_routes() {
  http::RouteTable table;
  executors_.push_back(std::make_unique<WorkspaceExecutor>(*workspaces_, ""));
  table.mount("conversation", "/api/v1", conversation::routes(), *executors_.back());
  for (const Module* module : services_.modules) {
    executors_.push_back(std::make_unique<WorkspaceExecutor>(*workspaces_, module->name));
    table.mount(module->name, fmt::format("/api/v1/{}", module->name), module->routes,
                *executors_.back());
  }
  add_access_endpoints(table, *access_, *gatekeeper_);
  add_record_endpoint(table, *access_);
  add_attachment_endpoints(table, *workspaces_, *background_);
  add_intake_endpoint(table, *workspaces_);
  add_outbox_endpoints(table, *workspaces_);
  add_push_endpoints(table,
                     {*workspaces_, *access_, services_.random, settings_.net.outgoing_allow});
  add_bus_endpoints(table, *workspaces_);
  add_findings_endpoints(table, *workspaces_, services_.modules, services_.clock);
  add_figures_endpoints(
      table, *workspaces_, services_.clock,
      [this](std::move_only_function<void()> job) { background_->run(std::move(job)); });
  add_erase_endpoints(table, *workspaces_, *access_);
  http::add_event_endpoints(table, *hub_, *gatekeeper_);
  http::add_health(table,
                   {{"server",
                     [this]() -> Result<void> {
                       if (!is_ready_) {
                         return fail(ErrorCode::unavailable, "kith is starting or stopping.");
                       }
                       return {};
                     }}},
                   *gatekeeper_);
  KITH_CHECK(http::add_docs(table, all_event_types(services_.modules)));
  KITH_CHECK(http::add_openapi(table, {KITH_VERSION, all_event_types(services_.modules)}));
  return table;
}

Result<void> Server::open_http() {
  http::RouterSettings routing;
  routing.origins = settings_.http.origins;
  routing.rates.read.per_minute = static_cast<std::uint32_t>(settings_.http.reads_per_minute);
  routing.rates.write.per_minute = static_cast<std::uint32_t>(settings_.http.writes_per_minute);
  router_ = KITH_TRY(http::Router::create(
      KITH_TRY(make_routes()),
      {.gatekeeper = *gatekeeper_,
       .clock = services_.clock,
       .random = services_.random,
       .log = [&log = services_.log](Logger::Level level,
                                     std::string_view line) { log.write_line(level, line); }},
      routing));
  if (settings_.http.listen.empty()) {
    return {};
  }
  const auto [address, port] = KITH_TRY(parse_listen(settings_.http.listen));
  net::ServerSettings listening{.address = address,
                                .port = port,
                                .hosts = settings_.http.hosts,
                                .threads = static_cast<unsigned>(settings_.http.threads),
                                .trusted_proxies = settings_.http.trusted_proxies,
                                .local_path = folder_.socket()};
  listening.limits.max_body_bytes_in_flight = body_bytes_within(usable_memory());
  if (!settings_.http.tls_certificate.empty()) {
    listening.tls = net::TlsFiles{settings_.http.tls_certificate, settings_.http.tls_key};
  }
  listener_ = KITH_TRY(net::Server::create(std::move(listening), *router_));
  if (!settings_.metrics.listen.empty()) {
    metrics_handler_ = std::make_unique<http::MetricsHandler>([this] { return metrics(); });
    const auto [host, number] = KITH_TRY(parse_listen(settings_.metrics.listen));
    metrics_listener_ = KITH_TRY(
        net::Server::create({.address = host, .port = number, .threads = 1}, *metrics_handler_));
  }
  return {};
}

void Server::on_fatal(std::function<void()> fatal) {
  const std::lock_guard lock(fatal_mutex_);
  fatal_ = std::move(fatal);
  if (has_failed_ && fatal_) {
    fatal_();
  }
}

void Server::fail_now() {
  const std::lock_guard lock(fatal_mutex_);
  has_failed_ = true;
  if (fatal_) {
    fatal_();
  }
}

void Server::start() {
  hub_thread_ = std::make_unique<http::HubThread>(*hub_);
  if (listener_) {
    listener_->start();
    scrubber_ = std::make_unique<Scrubber>(folder_.path(),
                                           Scrubber::Services{services_.clock, services_.log});
    scrubber_->start();
  }
  if (metrics_listener_) {
    metrics_listener_->start();
  }
  is_ready_ = true;
}

void Server::stop() {
  is_ready_ = false;
  if (listener_) {
    listener_->stop();
  }
  if (metrics_listener_) {
    metrics_listener_->stop();
  }
  scrubber_.reset();
  hub_thread_.reset();
  if (workspaces_) {
    workspaces_->stop();
  }
  if (access_) {
    access_->stop();
  }
  // Last: whatever rights change while access finishes is followed up there.
  background_.reset();
}

Result<void> Server::reload() {
  return listener_ ? listener_->reload_tls() : Result<void>();
}

std::uint16_t Server::port() const {
  return listener_ ? listener_->port() : 0;
}

std::size_t Server::abandoned() {
  std::size_t count = 0;
  for (Workspace* workspace : workspaces_->all()) {
    count += workspace->bus().abandoned();
  }
  return count;
}

std::string Server::metrics() {
  const net::ServerFigures figures = listener_->figures();
  std::string text;
  const auto add = [&](std::string_view name, std::string_view kind, std::string_view help,
                       auto value, std::string_view labels = "") {
    text += fmt::format("# HELP kith_{} {}\n# TYPE kith_{} {}\nkith_{}{} {}\n", name, help, name,
                        kind, name, labels, value);
  };
  add("http_connections", "gauge", "Open connections.", figures.connections);
  add("http_streams", "gauge", "Open event streams.", figures.streams);
  add("http_requests_in_flight", "gauge", "Requests being handled.", figures.in_flight);
  add("http_requests_total", "counter", "Requests handed to a handler.", figures.requests);
  add("http_refused_total", "counter", "Requests refused below the handlers.", figures.refused);
  add("store_damaged", "gauge", "Pages, frames and files that are not as they were written.",
      scrubber_->damaged());
  add("store_looks_total", "counter", "How often all data was read to find out.",
      scrubber_->looks());
  for (Workspace* workspace : workspaces_->all()) {
    const std::string labels = fmt::format("{{workspace=\"{}\"}}", workspace->id().value);
    const Sequence last = workspace->writer().last_sequence();
    text += fmt::format(
        "# HELP kith_log_sequence The newest event of the log.\n"
        "# TYPE kith_log_sequence gauge\nkith_log_sequence{} {}\n",
        labels, last);
    text += fmt::format(
        "# HELP kith_writer_longest_seconds The longest that the writer has been taken at once.\n"
        "# TYPE kith_writer_longest_seconds gauge\nkith_writer_longest_seconds{} {:.6f}\n",
        labels, std::chrono::duration<double>(workspace->writer().longest_group()).count());
    text += "# HELP kith_lane_lag Events that a module has not seen.\n# TYPE kith_lane_lag gauge\n";
    for (const std::shared_ptr<events::Lane>& lane : workspace->bus().lanes()) {
      text += fmt::format("kith_lane_lag{{workspace=\"{}\",module=\"{}\"}} {}\n",
                          workspace->id().value, lane->module().name, last - lane->cursor());
    }
    text +=
        "# HELP kith_lane_held Events that a module could not handle, and those that wait "
        "behind them.\n# TYPE kith_lane_held gauge\n";
    for (const std::shared_ptr<events::Lane>& lane : workspace->bus().lanes()) {
      text += fmt::format("kith_lane_held{{workspace=\"{}\",module=\"{}\"}} {}\n",
                          workspace->id().value, lane->module().name, lane->held());
    }
    text +=
        "# HELP kith_lane_set_aside Whether kith ended so often in a module that it rests.\n"
        "# TYPE kith_lane_set_aside gauge\n";
    for (const std::shared_ptr<events::Lane>& lane : workspace->bus().lanes()) {
      text += fmt::format("kith_lane_set_aside{{workspace=\"{}\",module=\"{}\"}} {}\n",
                          workspace->id().value, lane->module().name, lane->is_set_aside() ? 1 : 0);
    }
  }
  return text;
}

}  // namespace kith::host
