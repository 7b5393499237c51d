// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "net/client.h"
#include "net/ip_address.h"
#include "net/loop.h"
#include "net/outgoing_url.h"
#include "net/server_core.h"
#include "net/session.h"
#include "net/tls_context.h"

namespace kith::net {

/// What all calls of a client share; on the client's thread but for `door` and `calls`.
struct ClientCore {
  /// The way into the client's thread for a resolver that may answer when the client is gone.
  struct Door {
    std::mutex mutex;
    Loop* loop = nullptr;

    void post(std::move_only_function<void()> work) {
      const std::lock_guard lock(mutex);
      if (loop != nullptr) {
        loop->post(std::move(work));
      }
    }
  };

  std::vector<IpRange> also_allowed;
  std::shared_ptr<const TlsContext> tls;
  std::shared_ptr<Resolver> resolver;
  std::shared_ptr<Door> door = std::make_shared<Door>();
  LiveCount calls;
  SessionList sessions;
  std::array<char, std::size_t{64} * 1024> scratch;
  bool is_stopping = false;
};

/// Begins a call, which answers by `answered`. On the client's thread.
void start_call(ClientCore& core, Loop& loop, OutgoingUrl url, ClientRequest request,
                Client::Answered answered, LiveCount::Ticket ticket);

}  // namespace kith::net
