// SPDX-License-Identifier: Apache-2.0
#include "event_client.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "measure.h"
#include "program.h"

namespace kith::load {
namespace {

constexpr std::size_t streams_per_address = 20'000;  // fewer than an address has ports
constexpr std::string_view event_line = "event: ";
constexpr std::string_view heartbeat_line = "event: heartbeat";

[[noreturn]] void give_up_at(const std::string& what, std::size_t number) {
  give_up(what + " of stream " + std::to_string(number + 1) + ": " + std::strerror(errno));
}

sockaddr_in loopback(std::uint32_t host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl((127U << 24) | host);
  return address;
}

// Thousands of sockets would otherwise hold their ports for a minute after the run: a port is taken
// when connecting, and given back at once.
void leave_nothing_behind(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  const linger at_once{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  const timeval patience{20, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

}  // namespace

EventClient::EventClient(std::uint16_t port, Security security)
    : port_(port), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (security == Security::tls) {
    context_ = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_mode(context_, SSL_MODE_RELEASE_BUFFERS);
  }
}

EventClient::~EventClient() {
  for (const Stream& stream : streams_) {
    SSL_free(stream.secured);
    ::close(stream.socket);
  }
  SSL_CTX_free(context_);
  ::close(epoll_);
}

int EventClient::connect(std::size_t number) const {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) {
    give_up_at("socket", number);
  }
  leave_nothing_behind(socket);
  const sockaddr_in from =
      loopback(static_cast<std::uint32_t>(2 + number / streams_per_address), 0);
  const sockaddr_in to = loopback(1, port_);
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0 ||
      ::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    give_up_at("connection", number);
  }
  return socket;
}

void EventClient::secure(Stream& stream) const {
  stream.secured = SSL_new(context_);
  SSL_set_fd(stream.secured, stream.socket);
  if (SSL_connect(stream.secured) != 1) {
    give_up_at("TLS handshake", streams_.size());
  }
}

long EventClient::write(const Stream& stream, const std::string& bytes) {
  return stream.secured != nullptr
             ? SSL_write(stream.secured, bytes.data(), static_cast<int>(bytes.size()))
             : ::send(stream.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

long EventClient::read(const Stream& stream, char* bytes, int most) {
  return stream.secured != nullptr
             ? SSL_read(stream.secured, bytes, most)
             : ::recv(stream.socket, bytes, static_cast<std::size_t>(most), 0);
}

void EventClient::read_head(const Stream& stream) {
  std::string head;
  while (head.find("\r\n\r\n") == head.npos) {
    char byte = 0;
    if (read(stream, &byte, 1) != 1) {
      give_up("A stream was not answered: " + head);
    }
    head.push_back(byte);
  }
  if (!head.starts_with("HTTP/1.1 200")) {
    give_up("A stream was refused: " + head.substr(0, head.find('\r')));
  }
}

void EventClient::open(const std::string& target, const std::string& token) {
  Stream stream{.socket = connect(streams_.size())};
  if (context_ != nullptr) {
    secure(stream);
  }
  const std::string request = "GET " + target +
                              " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                              "Authorization: Bearer " +
                              token + "\r\n\r\n";
  if (write(stream, request) != static_cast<long>(request.size())) {
    give_up_at("request", streams_.size());
  }
  read_head(stream);
  ::fcntl(stream.socket, F_SETFL, O_NONBLOCK);
  epoll_event interest{};
  interest.events = EPOLLIN;
  interest.data.u64 = streams_.size();
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, stream.socket, &interest) != 0) {
    give_up_at("epoll", streams_.size());
  }
  streams_.push_back(std::move(stream));
}

void EventClient::read_until(std::int64_t events, double seconds) {
  std::array<epoll_event, 256> ready{};
  const double deadline = wall_seconds() + seconds;
  while (events_ < events) {
    const double left = deadline - wall_seconds();
    const int count = left <= 0 ? 0
                                : ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()),
                                               static_cast<int>(left * 1e3) + 1);
    if (count <= 0) {
      return;
    }
    for (int each = 0; each < count; ++each) {
      drain(streams_[ready[static_cast<std::size_t>(each)].data.u64]);
    }
  }
}

void EventClient::drain(Stream& stream) {
  std::array<char, 16'384> bytes{};
  while (true) {
    const long size = read(stream, bytes.data(), static_cast<int>(bytes.size()));
    if (size > 0) {
      count(stream, bytes.data(), size);
      continue;
    }
    const bool wants_more =
        stream.secured != nullptr
            ? SSL_get_error(stream.secured, static_cast<int>(size)) == SSL_ERROR_WANT_READ
            : size < 0 && errno == EAGAIN;
    if (!wants_more) {
      give_up("The server closed a stream.");
    }
    return;
  }
}

// A line may come in pieces; of a long one, the beginning tells what it is.
void EventClient::count(Stream& stream, const char* bytes, long size) {
  for (long at = 0; at < size; ++at) {
    if (bytes[at] != '\n') {
      if (stream.line.size() < heartbeat_line.size()) {
        stream.line.push_back(bytes[at]);
      }
      continue;
    }
    events_ += stream.line.starts_with(event_line) && !stream.line.starts_with(heartbeat_line);
    stream.line.clear();
  }
}

}  // namespace kith::load
