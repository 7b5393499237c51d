// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/epoll.h>

#include <openssl/ssl.h>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace kith::load {

/// Many event streams of one server, opened one after the other from addresses of this machine's
/// own, and read on the thread that calls.
class EventClient {
 public:
  /// Whether the streams are inside TLS; the certificate is not checked.
  enum class Security : std::uint8_t { plain, tls };

  EventClient(std::uint16_t port, Security security);
  ~EventClient();
  EventClient(const EventClient&) = delete;
  EventClient& operator=(const EventClient&) = delete;

  /// Opens one more stream and waits until it is granted; ends the program where it is not.
  void open(const std::string& target, const std::string& token);
  /// Reads until `events` have come in all, at most for so long.
  void read_until(std::int64_t events, double seconds);

  std::size_t streams() const { return streams_.size(); }
  /// Events of the log in all streams together; heartbeats do not count.
  std::int64_t events() const { return events_; }

 private:
  struct Stream {
    int socket = -1;
    SSL* secured = nullptr;
    std::string line;  ///< the line that has begun, as far as it tells what it is
  };

  int connect(std::size_t number) const;
  void secure(Stream& stream) const;
  static long write(const Stream& stream, const std::string& bytes);
  static long read(const Stream& stream, char* bytes, int most);
  static void read_head(const Stream& stream);
  void drain(Stream& stream);
  void count(Stream& stream, const char* bytes, long size);

  const std::uint16_t port_;
  SSL_CTX* context_ = nullptr;
  int epoll_ = -1;
  std::vector<Stream> streams_;
  std::int64_t events_ = 0;
};

}  // namespace kith::load
