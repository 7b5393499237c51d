// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "net/tls_context.h"

namespace kith::net {

/// How far reading or writing without waiting came.
enum class IoState {
  done,        ///< `bytes` were moved
  wants_read,  ///< nothing yet: try again when the socket is readable
  wants_write,
  ended,   ///< the peer has closed its side
  failed,  ///< the connection is broken
};

/// Whether an operation did nothing but may be tried again.
constexpr bool is_blocked(IoState state) {
  return state == IoState::wants_read || state == IoState::wants_write;
}

/// What one operation of a Transport did.
struct IoResult {
  IoState state = IoState::failed;
  std::size_t bytes = 0;
};

/// A connected, non-blocking socket, in the clear or under TLS. Never waits; whoever owns the
/// socket waits for it. Does not own the socket. Used by one thread at a time.
class Transport {
 public:
  explicit Transport(int socket) : socket_(socket) {}
  Transport(int socket, std::shared_ptr<const TlsContext> context, TlsContext::Session session)
      : socket_(socket), context_(std::move(context)), session_(std::move(session)) {}

  bool is_tls() const { return session_ != nullptr; }
  int socket() const { return socket_; }

  /// Brings the TLS handshake further; `done` once it is complete.
  IoResult handshake();
  /// After a handshake that failed: what was wrong with the peer's certificate, or "".
  std::string certificate_problem() const;
  IoResult read(std::span<char> into);
  /// Writes a prefix of `pieces`. What was refused with `wants_…` must come again with the same
  /// bytes first.
  IoResult write(std::span<const iovec> pieces);
  /// Bytes have been received that the socket will not announce again.
  bool has_buffered() const;
  /// Tells the peer that nothing more will be sent.
  void shut_writing();

 private:
  IoResult tls_outcome(int returned) const;
  IoResult write_tls(std::span<const iovec> pieces);

  int socket_;
  std::shared_ptr<const TlsContext> context_;
  TlsContext::Session session_;
};

}  // namespace kith::net
