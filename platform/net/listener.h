// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <kith/result.h>

#include "net/exchange.h"
#include "net/ip_address.h"
#include "net/owned_socket.h"

namespace kith::net {

/// A bound socket on which clients arrive. Never waits. Used by one thread at a time.
class Listener {
 public:
  /// Port 0 takes any free one.
  static Result<Listener> on_network(const IpAddress& address, std::uint16_t port);
  /// A unix socket that only this process's user may open. Takes the place of a socket file whose
  /// server is gone; refuses if one answers. The file is removed with the listener.
  static Result<Listener> on_path(std::string path);

  Listener(Listener&&) = default;
  Listener& operator=(Listener&&) = default;
  ~Listener();

  int descriptor() const { return socket_.descriptor(); }
  Peer::Kind kind() const { return path_.empty() ? Peer::Kind::network : Peer::Kind::local; }
  std::uint16_t port() const { return port_; }

  enum class Outcome {
    accepted,
    nobody,     ///< no client waits
    exhausted,  ///< out of descriptors or memory: try again later
  };
  struct Arrival {
    Outcome outcome = Outcome::nobody;
    OwnedSocket socket;  ///< non-blocking
    Peer peer;
  };
  /// The next client.
  Arrival accept() const;

 private:
  Listener(OwnedSocket socket, std::string path, std::uint16_t port, bool is_everywhere)
      : socket_(std::move(socket)),
        path_(std::move(path)),
        port_(port),
        is_everywhere_(is_everywhere) {}

  OwnedSocket socket_;
  std::string path_;
  std::uint16_t port_ = 0;
  bool is_everywhere_ = false;  ///< listens on every address of the machine
};

}  // namespace kith::net
