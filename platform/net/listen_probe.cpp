// SPDX-License-Identifier: Apache-2.0
#include "net/listen_probe.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace kith::net {

std::error_code why_not_listening(const std::string& address, std::uint16_t port) {
  sockaddr_in wanted{};
  wanted.sin_family = AF_INET;
  wanted.sin_port = htons(port);
  if (::inet_pton(AF_INET, address.c_str(), &wanted.sin_addr) != 1) {
    return {};
  }
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) {
    return {errno, std::generic_category()};
  }
  const int reuse = 1;
  ::setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
  const bool is_bound =
      ::bind(probe, reinterpret_cast<const sockaddr*>(&wanted), sizeof wanted) == 0;
  const int why = is_bound ? 0 : errno;
  ::close(probe);
  return {why, std::generic_category()};
}

}  // namespace kith::net
