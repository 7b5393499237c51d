// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <kith/result.h>

#include "net/client_message.h"
#include "net/resolver.h"

namespace kith::net {

/// Whom a client may call and how much at once.
struct ClientSettings {
  /// Addresses and ranges that may be called although they are not on the public internet. Empty
  /// for whatever calls URLs that people entered.
  std::vector<std::string> also_allowed;
  /// A PEM file of certificate authorities instead of the system's; "" for the system's.
  std::string authorities;
  std::size_t max_in_flight = 64;  ///< more calls fail at once
};

/// The one way out to other servers: HTTP/1.1 over TCP or TLS. It looks the host up, checks every
/// address that it has, and connects to the very address that was checked, so that a name cannot
/// lead it into the internal network. It follows no redirect, decompresses nothing, keeps no
/// connection, and ends every call by its deadline.
class Client {
 public:
  /// Called once, on the client's thread, which it must not block for more than a few
  /// milliseconds. The error is `invalid` for a bad request, `rule` for a forbidden address,
  /// `unavailable` for everything that went wrong on the way.
  using Answered = std::move_only_function<void(Result<ClientResponse>)>;

  /// With a thread of its own; `resolver` is the system's if it is nullptr.
  static Result<std::unique_ptr<Client>> create(const ClientSettings& settings,
                                                std::shared_ptr<Resolver> resolver = nullptr);

  /// Calls that have not been answered end with `unavailable`. Not from within a callback.
  virtual ~Client() = default;

  /// From any thread.
  virtual void send(ClientRequest request, Answered answered) = 0;
};

}  // namespace kith::net
