// SPDX-License-Identifier: Apache-2.0
#include "net/tests/support.h"

#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>

namespace kith::net::test {

void RecordingHandler::handle(http::Request request, http::Respond respond) {
  {
    const std::lock_guard lock(mutex_);
    handled_.push_back(request);
    changed_.notify_all();
  }
  answer(request, std::move(respond));
}

std::vector<http::Request> RecordingHandler::handled() {
  const std::lock_guard lock(mutex_);
  return handled_;
}

void RecordingHandler::clear() {
  const std::lock_guard lock(mutex_);
  handled_.clear();
}

bool RecordingHandler::wait_for(std::size_t count) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return handled_.size() >= count; });
}

RawClient::RawClient(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  is_connected_ = connect(socket(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

RawClient::RawClient(const std::string& path)
    : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::ranges::copy(path, address.sun_path);
  is_connected_ = connect(socket(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::read_more(std::chrono::milliseconds quiet) {
  pollfd waited = {.fd = socket(), .events = POLLIN, .revents = 0};
  if (is_closed_ || poll(&waited, 1, static_cast<int>(quiet.count())) != 1) {
    return false;
  }
  std::array<char, 16 * 1024> bytes;
  const ssize_t received = recv(socket(), bytes.data(), bytes.size(), 0);
  is_closed_ = received <= 0;
  if (received > 0) {
    unread_.append(bytes.data(), static_cast<std::size_t>(received));
  }
  return received > 0;
}

Answer RawClient::receive(bool is_to_head) {
  std::size_t end = 0;
  while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more(patience)) {
      return {};
    }
  }
  Answer answer;
  answer.head = unread_.substr(0, end + 4);
  unread_.erase(0, end + 4);
  std::from_chars(answer.head.data() + 9, answer.head.data() + 12, answer.status);
  constexpr std::string_view name = "Content-Length: ";
  const std::size_t start = answer.head.find(name);
  std::size_t length = 0;
  if (start != std::string::npos && !is_to_head) {
    std::from_chars(answer.head.data() + start + name.size(),
                    answer.head.data() + answer.head.size(), length);
  }
  while (unread_.size() < length && read_more(patience)) {
  }
  answer.body = unread_.substr(0, length);
  unread_.erase(0, length);
  return answer;
}

std::string RawClient::receive_all(std::chrono::milliseconds quiet) {
  while (read_more(quiet)) {
  }
  return std::exchange(unread_, {});
}

std::string RawClient::receive_until(std::string_view text) {
  while (unread_.find(text) == std::string::npos && read_more(patience)) {
  }
  return std::exchange(unread_, {});
}

void RawClient::shut_writing() {
  shutdown(socket(), SHUT_WR);
}

std::unique_ptr<Server> serve(http::Handler& handler, ServerSettings settings) {
  settings.hosts.emplace_back("t");
  Result<std::unique_ptr<Server>> server = Server::create(std::move(settings), handler);
  if (!server) {
    ADD_FAILURE() << server.error().message << " " << server.error().detail;
    std::abort();
  }
  (*server)->start();
  return std::move(*server);
}

std::string get(std::string_view path) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: t\r\n\r\n";
}

bool eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) {
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "kith-net-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    std::abort();
  }
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace kith::net::test
