// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

#include "net/host_list.h"
#include "net/server.h"
#include "net/trusted_proxies.h"

namespace kith::net {

/// Counts what is alive and lets a stopping server wait for the end of it. Safe from any thread.
class LiveCount {
 public:
  /// One living thing, counted from its making to its destruction.
  class Ticket {
   public:
    explicit Ticket(LiveCount& count) : count_(&count) { count.add(); }
    Ticket(Ticket&& other) noexcept : count_(std::exchange(other.count_, nullptr)) {}
    Ticket& operator=(Ticket&&) = delete;
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    ~Ticket() {
      if (count_ != nullptr) {
        count_->remove();
      }
    }

   private:
    LiveCount* count_;
  };

  std::size_t value() const { return value_.load(std::memory_order_relaxed); }
  /// Whether nothing is alive, at the latest after `patience`.
  bool wait_for_none(Duration patience);

 private:
  void add();
  void remove();

  std::mutex mutex_;
  std::condition_variable none_left_;
  std::atomic<std::size_t> value_ = 0;
};

/// A quantity that many take from and give back to, as memory. Safe from any thread.
class Budget {
 public:
  /// One taker's share, given back when it is destroyed.
  class Share {
   public:
    explicit Share(Budget& budget) : budget_(budget) {}
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() { give_back(); }

    /// False, and nothing taken, if that much is not left, and another one is in front.
    bool take(std::size_t amount);
    void give_back();

   private:
    bool is_in_front();

    Budget& budget_;
    std::size_t taken_ = 0;
  };

  explicit Budget(std::size_t amount) : left_(static_cast<std::int64_t>(amount)) {}

 private:
  std::atomic<std::int64_t> left_;
  std::atomic<const Share*> front_ = nullptr;
};

/// What all connections of a server share. Owned by the server, outlives them.
struct ServerCore {
  ServerCore(ServerSettings server_settings, http::Handler& server_handler, HostList server_hosts,
             TrustedProxies trusted)
      : settings(std::move(server_settings)),
        handler(server_handler),
        hosts(std::move(server_hosts)),
        proxies(std::move(trusted)),
        body_budget(settings.limits.max_body_bytes_in_flight) {}

  const ServerSettings settings;
  http::Handler& handler;
  const HostList hosts;
  const TrustedProxies proxies;
  Budget body_budget;
  /// How many are served at once: what the limits say, or what there are descriptors for. Set
  /// before the server starts.
  std::size_t most_connections = 0;
  LiveCount connections;
  LiveCount streams;
  /// Also held by requests whose answers come when the server is gone.
  std::shared_ptr<std::atomic<std::size_t>> in_flight =
      std::make_shared<std::atomic<std::size_t>>(0);
  std::atomic<std::uint64_t> accepted = 0;
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<std::uint64_t> defects = 0;
  std::atomic<std::uint64_t> refused = 0;
};

}  // namespace kith::net
