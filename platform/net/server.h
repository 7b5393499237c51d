// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <kith/result.h>
#include <kith/time.h>

#include "http/message.h"
#include "net/http_head.h"
#include "net/tls_context.h"

namespace kith::net {

/// What a server grants its clients. Every wait has an end.
struct ServerLimits {
  HeadLimits head;
  /// From the first byte of a request to the end of its head; also for a TLS handshake.
  Duration head_deadline = std::chrono::seconds(10);
  Duration idle_deadline = std::chrono::seconds(60);  ///< between requests
  /// For a body, and for the client to take an answer; longer by the time that the bytes moved so
  /// far take at `slowest_bytes_per_second`, so that long bodies have time and tricklers do not.
  Duration body_deadline = std::chrono::seconds(30);
  Duration write_deadline = std::chrono::seconds(30);
  std::size_t slowest_bytes_per_second = std::size_t{16} * 1024;
  /// How long a client that still sends is listened to after the last answer, so that it can read
  /// that answer.
  Duration linger_deadline = std::chrono::seconds(1);
  /// More are told to come back, where nobody gives way whose client waits for nothing. Fewer where
  /// the system allows fewer descriptors: `spare_descriptors` are left for files.
  std::size_t max_connections = std::size_t{16} * 1024;
  std::size_t spare_descriptors = 128;
  std::size_t max_requests_in_flight = 1024;  ///< handed over and not answered; more get 503
  std::size_t max_requests_per_connection = 1'000'000;
  std::size_t max_body_bytes_in_flight =
      std::size_t{256} * 1024 * 1024;  ///< of all requests; beyond it one goes on, more get 503
  std::size_t max_stream_backlog_bytes = std::size_t{256} * 1024;  ///< unsent text of one stream
};

/// Where a server listens, to whom it answers, and what it grants.
struct ServerSettings {
  std::string address = "127.0.0.1";  ///< to listen on; "" for no TCP listener
  std::uint16_t port = 0;             ///< 0 takes any free one
  /// The names it answers to, beside "localhost" and its address. Compared without case and port.
  std::vector<std::string> hosts;
  unsigned threads = 2;
  ServerLimits limits;
  /// Addresses and ranges whose X-Forwarded-For and X-Forwarded-Proto are believed.
  std::vector<std::string> trusted_proxies;
  std::optional<TlsFiles> tls;
  /// A unix socket that serves the same handler to this machine's user; "" for none.
  std::string local_path;
};

/// What a server has done since it started; each figure is exact, all together are not of one
/// moment.
struct ServerFigures {
  std::size_t connections = 0;  ///< open now, streams among them
  std::size_t streams = 0;      ///< open now
  std::size_t in_flight = 0;    ///< requests being handled now
  std::uint64_t accepted = 0;   ///< connections
  std::uint64_t requests = 0;   ///< handed to the handler
  std::uint64_t defects = 0;    ///< handlers and stream sources that threw
  std::uint64_t refused = 0;    ///< answered below the handler, for whatever reason
};

/// The HTTP/1.1 listener. All members may be called from any thread but its own.
class Server {
 public:
  /// Binds the addresses. `handler` outlives the server.
  static Result<std::unique_ptr<Server>> create(ServerSettings settings, http::Handler& handler);

  /// Stops at once if `stop` was not called.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Begins to accept. Until then, clients wait in the listener's queue.
  void start();
  /// The TCP port, also when it was chosen by the system; 0 without a TCP listener.
  std::uint16_t port() const;
  /// Accepts nobody any more, ends streams and idle connections, waits until what is being
  /// handled is answered, at most for `drain`, which is at most 25 s, then closes the rest.
  void stop(Duration drain = std::chrono::seconds(25));
  /// Reads the certificate and key again for connections from now on. On an error the old ones
  /// stay in use.
  Result<void> reload_tls();
  ServerFigures figures() const;

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kith::net
