// SPDX-License-Identifier: Apache-2.0
#include "contract/http_wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace kith::contract {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds longest_wait = std::chrono::seconds(30);

std::string lower(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
  }
  return out;
}

std::string bytes_of(const WireCall& call) {
  std::string text = call.method + " " + call.target + " HTTP/1.1\r\nHost: localhost\r\n";
  for (const auto& [name, value] : call.headers) {
    text += name + ": " + value + "\r\n";
  }
  if (!call.body.empty() || call.method != "GET") {
    text += "Content-Length: " + std::to_string(call.body.size()) + "\r\n";
  }
  return text + "\r\n" + call.body;
}

}  // namespace

std::string WireAnswer::header(std::string_view name) const {
  for (const auto& [each, value] : headers) {
    if (each == name) {
      return value;
    }
  }
  return {};
}

WireCall WireCall::with(std::string name, std::string value) const {
  WireCall copy = *this;
  copy.headers.emplace_back(std::move(name), std::move(value));
  return copy;
}

WireCall WireCall::as(const std::string& token) const {
  return token.empty() ? *this : with("Authorization", "Bearer " + token);
}

WireCall call_of(std::string method, std::string target) {
  return {.method = std::move(method), .target = std::move(target)};
}

WireCall call_of(std::string method, std::string target, const nlohmann::json& body) {
  return {.method = std::move(method),
          .target = std::move(target),
          .headers = {{"Content-Type", "application/json"}},
          .body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

Wire::~Wire() {
  close();
}

void Wire::close() {
  if (socket_ >= 0) {
    ::close(socket_);
    socket_ = -1;
  }
  unread_.clear();
}

bool Wire::connect() {
  close();
  if (path_.empty()) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl((INADDR_LOOPBACK & ~0xffU) | source_);
    static_cast<void>(::bind(socket_, reinterpret_cast<const sockaddr*>(&from), sizeof from));
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      return true;
    }
  } else {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy_n(path_.begin(), std::min(path_.size(), sizeof address.sun_path - 1),
                address.sun_path);
    socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      return true;
    }
  }
  close();
  return false;
}

bool Wire::write_all(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Wire::read_some(milliseconds most) {
  pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
  if (::poll(&waiting, 1, static_cast<int>(most.count())) <= 0) {
    return false;
  }
  std::array<char, 16'384> bytes;
  const ssize_t received = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (received <= 0) {
    ::close(socket_);
    socket_ = -1;
    return false;
  }
  unread_.append(bytes.data(), static_cast<std::size_t>(received));
  return true;
}

WireAnswer Wire::read_answer(Expect expect) {
  std::size_t end = std::string::npos;
  while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_some(longest_wait)) {
      return {};
    }
  }
  WireAnswer answer;
  answer.status = std::atoi(unread_.substr(9, 3).c_str());
  std::size_t at = unread_.find("\r\n") + 2;
  while (at < end) {
    const std::size_t line = unread_.find("\r\n", at);
    const std::size_t colon = unread_.find(": ", at);
    if (colon < line) {
      answer.headers.emplace_back(lower(unread_.substr(at, colon - at)),
                                  unread_.substr(colon + 2, line - colon - 2));
    }
    at = line + 2;
  }
  unread_.erase(0, end + 4);
  const std::string length = answer.header("content-length");
  const bool is_bodiless = answer.status == 204 || answer.status == 304;
  if (expect == Expect::whole && !is_bodiless && !length.empty()) {
    const std::size_t size = std::stoul(length);
    while (unread_.size() < size && read_some(longest_wait)) {
    }
    answer.body = unread_.substr(0, size);
    unread_.erase(0, std::min(size, unread_.size()));
  }
  // A stream's connection is closed only at its end.
  if (expect != Expect::stream && answer.header("connection") == "close") {
    close();
  }
  return answer;
}

WireAnswer Wire::send(const WireCall& call) {
  const std::string bytes = bytes_of(call);
  const Expect expect = call.method == "HEAD" ? Expect::head : Expect::whole;
  // A connection that was kept may have been closed by the server since.
  for (const bool is_fresh : {false, true}) {
    if ((is_fresh || socket_ < 0) && !connect()) {
      return {};
    }
    const auto start = steady_clock::now();
    if (write_all(bytes)) {
      WireAnswer answer = read_answer(expect);
      answer.took =
          std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);
      if (answer.status != 0) {
        return answer;
      }
    }
  }
  close();
  return {};
}

WireAnswer Wire::send_raw(const std::string& bytes) {
  if (!connect() || !write_all(bytes)) {
    return {};
  }
  const auto start = steady_clock::now();
  WireAnswer answer = read_answer(Expect::whole);
  answer.took = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);
  close();
  return answer;
}

WireAnswer Wire::open_stream(const WireCall& call) {
  if (!connect() || !write_all(bytes_of(call))) {
    return {};
  }
  return read_answer(Expect::stream);
}

std::string Wire::read_stream(milliseconds most, std::string_view until) {
  const auto deadline = steady_clock::now() + most;
  while (socket_ >= 0 && (until.empty() || unread_.find(until) == std::string::npos)) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) {
      break;
    }
    read_some(left);
  }
  return std::exchange(unread_, {});
}

}  // namespace kith::contract
