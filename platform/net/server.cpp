// SPDX-License-Identifier: Apache-2.0
#include "net/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <tuple>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "net/asio_types.h"
#include "net/connection.h"
#include "net/listener.h"
#include "net/server_core.h"
#include "net/worker.h"

namespace kith::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using ListenerWait = asio::posix::basic_stream_descriptor<Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

constexpr auto longest_drain = std::chrono::seconds(25);
constexpr auto exhausted_pause = std::chrono::milliseconds(50);
constexpr unsigned most_accepted_at_once = 64;
constexpr Duration finest_tick = std::chrono::milliseconds(1);
constexpr Duration coarsest_tick = std::chrono::milliseconds(250);
constexpr int ticks_per_deadline = 10;
constexpr rlim_t fewest_connections = 4;

Duration tick_for(const ServerLimits& limits) {
  const Duration shortest =
      std::min({limits.head_deadline, limits.idle_deadline, limits.body_deadline,
                limits.write_deadline, limits.linger_deadline});
  return std::clamp(shortest / ticks_per_deadline, finest_tick, coarsest_tick);
}

// Descriptors are given in order, so that the newest tells how many are open.
std::size_t connections_within(const ServerLimits& limits, int newest_descriptor) {
  rlimit allowed{};
  getrlimit(RLIMIT_NOFILE, &allowed);
  const rlim_t taken = static_cast<rlim_t>(newest_descriptor) + limits.spare_descriptors;
  const rlim_t left = allowed.rlim_cur > taken ? allowed.rlim_cur - taken : 0;
  // An eighth more is let in to be told that there are too many.
  return std::min<rlim_t>(std::max(left / 9 * 8, fewest_connections), limits.max_connections);
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerSettings settings, http::Handler& handler, HostList hosts, TrustedProxies proxies)
      : core_(std::move(settings), handler, std::move(hosts), std::move(proxies)) {}

  ~Impl() { stop(Duration(0)); }

  Result<void> open(std::optional<IpAddress> address);
  Result<void> load_tls();
  void start();
  void stop(Duration drain);
  std::uint16_t port() const { return port_; }
  ServerFigures figures() const;

 private:
  // One place where clients arrive, watched by the first worker.
  struct Gate {
    explicit Gate(Listener opened, asio::io_context& context)
        : listener(std::move(opened)), wait(context), pause(context) {}

    Listener listener;
    ListenerWait wait;
    Timer pause;
    bool is_open = true;
  };

  static Task<void> watch(Impl* server, std::shared_ptr<Gate> gate, LiveCount::Ticket ticket);
  Listener::Outcome admit_waiting(const Gate& gate);
  void admit(Listener::Arrival arrival);
  void close_gates();
  std::shared_ptr<const TlsContext> tls() const;

  ServerCore core_;
  LiveCount watching_;
  mutable std::mutex tls_mutex_;
  std::shared_ptr<const TlsContext> tls_;
  std::uint16_t port_ = 0;
  std::atomic<bool> is_stopped_ = false;
  std::size_t next_worker_ = 0;
  std::vector<std::shared_ptr<Gate>> gates_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

Result<void> Server::Impl::load_tls() {
  if (!core_.settings.tls) {
    return {};
  }
  std::shared_ptr<const TlsContext> loaded = KITH_TRY(TlsContext::for_server(*core_.settings.tls));
  const std::lock_guard lock(tls_mutex_);
  tls_ = std::move(loaded);
  return {};
}

std::shared_ptr<const TlsContext> Server::Impl::tls() const {
  const std::lock_guard lock(tls_mutex_);
  return tls_;
}

Result<void> Server::Impl::open(std::optional<IpAddress> address) {
  KITH_CHECK(load_tls());
  const Duration tick = tick_for(core_.settings.limits);
  for (unsigned index = 0; index < std::max(core_.settings.threads, 1u); ++index) {
    auto loop = KITH_TRY(Loop::create("kith-http-" + std::to_string(index), tick));
    workers_.push_back(std::make_unique<Worker>(core_, std::move(loop)));
  }
  asio::io_context& context = workers_.front()->loop().context();
  if (address) {
    Listener listener = KITH_TRY(Listener::on_network(*address, core_.settings.port));
    port_ = listener.port();
    gates_.push_back(std::make_shared<Gate>(std::move(listener), context));
  }
  if (!core_.settings.local_path.empty()) {
    Listener listener = KITH_TRY(Listener::on_path(core_.settings.local_path));
    gates_.push_back(std::make_shared<Gate>(std::move(listener), context));
  }
  core_.most_connections =
      connections_within(core_.settings.limits, gates_.back()->listener.descriptor());
  return {};
}

void Server::Impl::start() {
  for (const std::shared_ptr<Gate>& gate : gates_) {
    error_code error;
    (void)gate->wait.assign(gate->listener.descriptor(), error);
    Task<void> watching = watch(this, gate, LiveCount::Ticket(watching_));
    asio::co_spawn(workers_.front()->loop().context(), std::move(watching), asio::detached);
  }
}

// Never ends but by close_gates: when descriptors run out it waits a while, so that it neither
// spins nor dies, and clients wait in the listener's queue.
Task<void> Server::Impl::watch(Impl* server, std::shared_ptr<Gate> gate, LiveCount::Ticket ticket) {
  const AwaitToken token;
  const LiveCount::Ticket watching = std::move(ticket);
  while (gate->is_open) {
    const std::tuple<error_code> waited =
        co_await gate->wait.async_wait(ListenerWait::wait_read, token);
    if (!gate->is_open) {
      co_return;
    }
    const Listener::Outcome outcome = server->admit_waiting(*gate);
    if (outcome == Listener::Outcome::exhausted || std::get<0>(waited)) {
      gate->pause.expires_after(exhausted_pause);
      [[maybe_unused]] const std::tuple<error_code> paused = co_await gate->pause.async_wait(token);
    }
  }
}

Listener::Outcome Server::Impl::admit_waiting(const Gate& gate) {
  for (unsigned count = 0; count < most_accepted_at_once; ++count) {
    Listener::Arrival arrival = gate.listener.accept();
    if (arrival.outcome != Listener::Outcome::accepted) {
      return arrival.outcome;
    }
    admit(std::move(arrival));
  }
  return Listener::Outcome::accepted;
}

void Server::Impl::admit(Listener::Arrival arrival) {
  core_.accepted.fetch_add(1, std::memory_order_relaxed);
  const std::size_t most = core_.most_connections;
  const std::size_t open = core_.connections.value();
  // Telling a client that there are too many takes a connection too, so that has an end as well.
  if (open >= most + most / 8 + 1) {
    return;
  }
  Worker& worker = *workers_[next_worker_++ % workers_.size()];
  worker.loop().post([this, &worker, is_full = open >= most,
                      ticket = LiveCount::Ticket(core_.connections),
                      arrived = std::move(arrival)]() mutable {
    const Admission admission =
        is_full && !worker.make_room() ? Admission::turn_away : Admission::serve;
    auto context = arrived.peer.kind == Peer::Kind::network ? tls() : nullptr;
    serve_connection(worker, std::move(arrived.socket), std::move(arrived.peer), admission,
                     std::move(context), std::move(ticket));
  });
}

void Server::Impl::close_gates() {
  workers_.front()->loop().post([this, closing = LiveCount::Ticket(watching_)] {
    for (const std::shared_ptr<Gate>& gate : gates_) {
      gate->is_open = false;
      gate->wait.release();
      (void)gate->pause.cancel();
      const Listener closed = std::move(gate->listener);
    }
  });
  watching_.wait_for_none(longest_drain);
  gates_.clear();
}

void Server::Impl::stop(Duration drain) {
  if (workers_.empty() || is_stopped_.exchange(true)) {
    return;
  }
  close_gates();
  for (const std::unique_ptr<Worker>& worker : workers_) {
    worker->loop().post([target = worker.get()] { target->drain(); });
  }
  const Duration patience = std::clamp<Duration>(drain, Duration(0), longest_drain);
  if (!core_.connections.wait_for_none(patience)) {
    for (const std::unique_ptr<Worker>& worker : workers_) {
      worker->loop().post([target = worker.get()] { target->abort(); });
    }
    core_.connections.wait_for_none(longest_drain);
  }
  workers_.clear();
}

ServerFigures Server::Impl::figures() const {
  return {
      .connections = core_.connections.value(),
      .streams = core_.streams.value(),
      .in_flight = core_.in_flight->load(),
      .accepted = core_.accepted.load(),
      .requests = core_.requests.load(),
      .defects = core_.defects.load(),
      .refused = core_.refused.load(),
  };
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::create(ServerSettings settings, http::Handler& handler) {
  std::optional<IpAddress> address;
  if (!settings.address.empty()) {
    address = IpAddress::parse(settings.address);
    if (!address) {
      return fail(ErrorCode::invalid,
                  "The address to listen on must be written as numbers, as 127.0.0.1 or ::, not " +
                      settings.address + ".");
    }
  }
  if (!address && settings.local_path.empty()) {
    return fail(ErrorCode::invalid, "There is neither an address nor a path to listen on.");
  }
  for (const std::string& host : settings.hosts) {
    if (!host_name(host)) {
      return fail(ErrorCode::invalid, "\"" + host + "\" is no host name.");
    }
  }
  TrustedProxies proxies = KITH_TRY(TrustedProxies::create(settings.trusted_proxies));
  HostList hosts(settings.hosts, address);
  auto impl =
      std::make_unique<Impl>(std::move(settings), handler, std::move(hosts), std::move(proxies));
  KITH_CHECK(impl->open(address));
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

void Server::start() {
  impl_->start();
}

std::uint16_t Server::port() const {
  return impl_->port();
}

void Server::stop(Duration drain) {
  impl_->stop(drain);
}

Result<void> Server::reload_tls() {
  return impl_->load_tls();
}

ServerFigures Server::figures() const {
  return impl_->figures();
}

}  // namespace kith::net
