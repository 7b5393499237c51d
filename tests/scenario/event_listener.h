// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace kith::scenario {

/// Reads the live events of the server that holds `data` through its socket, on a thread of its
/// own, until it is destroyed.
class EventListener {
 public:
  explicit EventListener(const std::string& data) {
    socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = data + "/kith.sock";
    std::memcpy(address.sun_path, path.c_str(), std::min(path.size(), sizeof address.sun_path - 1));
    const std::string request =
        "GET /api/v1/events/stream HTTP/1.1\r\nHost: localhost\r\nAccept: "
        "text/event-stream\r\n\r\n";
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
      thread_ = std::thread([this] { listen(); });
    }
  }
  EventListener(const EventListener&) = delete;
  EventListener& operator=(const EventListener&) = delete;
  ~EventListener() {
    ::shutdown(socket_, SHUT_RDWR);
    if (thread_.joinable()) {
      thread_.join();
    }
    ::close(socket_);
  }

  /// Whether `word` came, at the latest when `deadline` has come.
  bool hears(const std::string& word, std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    return came_.wait_until(lock, deadline, [&] { return heard_.find(word) != std::string::npos; });
  }
  /// Forgets what came so far.
  void forget() {
    const std::lock_guard lock(mutex_);
    heard_.clear();
  }

 private:
  void listen() {
    char bytes[4096];
    ssize_t count = 0;
    while ((count = ::recv(socket_, bytes, sizeof bytes, 0)) > 0) {
      const std::lock_guard lock(mutex_);
      heard_.append(bytes, static_cast<std::size_t>(count));
      came_.notify_all();
    }
  }

  int socket_ = -1;
  std::mutex mutex_;
  std::condition_variable came_;
  std::string heard_;
  std::thread thread_;
};

}  // namespace kith::scenario
