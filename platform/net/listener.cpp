// SPDX-License-Identifier: Apache-2.0
#include "net/listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace kith::net {
namespace {

constexpr int queue_length = 4096;
constexpr int socket_flags = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;

std::unexpected<Error> failed(const std::string& doing) {
  const int reason = errno;
  const ErrorCode code = reason == EADDRINUSE ? ErrorCode::conflict : ErrorCode::invalid;
  return fail(code, doing + ": " + std::generic_category().message(reason) + ".");
}

// The address in the system's form; returns its size.
socklen_t to_system(const IpAddress& address, std::uint16_t port, sockaddr_storage& storage) {
  if (address.is_v4()) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    std::memcpy(&v4.sin_addr, address.bytes().data() + 12, 4);
    return sizeof v4;
  }
  auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  std::memcpy(&v6.sin6_addr, address.bytes().data(), 16);
  return sizeof v6;
}

IpAddress from_system(const sockaddr_storage& storage) {
  IpAddress::Bytes bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
  if (storage.ss_family == AF_INET) {
    std::memcpy(bytes.data() + 12, &reinterpret_cast<const sockaddr_in&>(storage).sin_addr, 4);
  } else {
    std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6&>(storage).sin6_addr, 16);
  }
  return IpAddress(bytes);
}

std::uint16_t port_of(int socket) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (getsockname(socket, reinterpret_cast<sockaddr*>(&bound), &size) != 0) {
    return 0;
  }
  return ntohs(bound.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(bound).sin_port
                                          : reinterpret_cast<sockaddr_in6&>(bound).sin6_port);
}

void set_option(int socket, int level, int name) {
  const int on = 1;
  setsockopt(socket, level, name, &on, sizeof on);
}

bool is_answered(const sockaddr_un& address) {
  const OwnedSocket probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return connect(probe.descriptor(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
         0;
}

}  // namespace

Listener::~Listener() {
  if (!path_.empty() && socket_.descriptor() >= 0) {
    unlink(path_.c_str());
  }
}

Result<Listener> Listener::on_network(const IpAddress& address, std::uint16_t port) {
  const std::string where = address.text() + " port " + std::to_string(port);
  sockaddr_storage storage{};
  const socklen_t size = to_system(address, port, storage);
  OwnedSocket owned(socket(storage.ss_family, socket_flags, 0));
  if (owned.descriptor() < 0) {
    return failed("No socket could be made for " + where);
  }
  set_option(owned.descriptor(), SOL_SOCKET, SO_REUSEADDR);
  if (bind(owned.descriptor(), reinterpret_cast<const sockaddr*>(&storage), size) != 0 ||
      listen(owned.descriptor(), queue_length) != 0) {
    return failed("Listening on " + where + " is not possible");
  }
  const std::uint16_t bound = port_of(owned.descriptor());
  return Listener(std::move(owned), {}, bound, address.is_unspecified());
}

Result<Listener> Listener::on_path(std::string path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return fail(ErrorCode::invalid, "The path of a local socket is too long: " + path);
  }
  std::ranges::copy(path, address.sun_path);
  if (is_answered(address)) {
    return fail(ErrorCode::conflict, "Another server answers on " + path + ".");
  }
  struct stat status{};
  if (lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode)) {
    unlink(path.c_str());
  }
  OwnedSocket owned(socket(AF_UNIX, socket_flags, 0));
  // The mode is set before anybody can connect, which only `listen` allows.
  if (bind(owned.descriptor(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0 ||
      listen(owned.descriptor(), queue_length) != 0) {
    return failed("Listening on " + path + " is not possible");
  }
  return Listener(std::move(owned), std::move(path), 0, false);
}

Listener::Arrival Listener::accept() const {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  Arrival arrival;
  arrival.socket = OwnedSocket(accept4(socket_.descriptor(), reinterpret_cast<sockaddr*>(&storage),
                                       &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  const int client = arrival.socket.descriptor();
  if (client < 0) {
    const bool is_exhausted =
        errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
    arrival.outcome = is_exhausted ? Outcome::exhausted : Outcome::nobody;
    return arrival;
  }
  arrival.outcome = Outcome::accepted;
  arrival.peer.kind = kind();
  if (kind() == Peer::Kind::local) {
    arrival.peer.text = "unix";
    return arrival;
  }
  set_option(client, IPPROTO_TCP, TCP_NODELAY);
  arrival.peer.address = from_system(storage);
  arrival.peer.text = arrival.peer.address.text();
  size = sizeof storage;
  if (is_everywhere_ && getsockname(client, reinterpret_cast<sockaddr*>(&storage), &size) == 0) {
    arrival.peer.reached = from_system(storage);
  }
  return arrival;
}

}  // namespace kith::net
