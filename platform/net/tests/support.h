// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "net/owned_socket.h"
#include "net/server.h"

namespace kith::net::test {

/// How long a test waits for what should come at once.
constexpr std::chrono::milliseconds patience{5000};

/// A handler that records what reaches it and answers by a function, 200 by default.
class RecordingHandler final : public http::Handler {
 public:
  using Answer = std::function<void(const http::Request&, http::Respond)>;

  std::size_t most_body_bytes = 1024;
  Answer answer = [](const http::Request& request, http::Respond respond) {
    respond({.status = 200, .headers = {{"X-Path", request.path}}, .body = "answer"});
  };

  std::size_t body_limit(http::Method, std::string_view) const override { return most_body_bytes; }
  void handle(http::Request request, http::Respond respond) override;

  std::vector<http::Request> handled();
  void clear();
  /// Waits until that many requests have come.
  bool wait_for(std::size_t count);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<http::Request> handled_;
};

/// An answer as it came over the wire.
struct Answer {
  int status = 0;
  std::string head;
  std::string body;

  bool has(std::string_view text) const { return head.find(text) != std::string::npos; }
};

/// A client that sends bytes as they are.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  explicit RawClient(const std::string& path);

  bool is_connected() const { return is_connected_; }
  int socket() const { return socket_.descriptor(); }
  /// False if the server does not take it any more.
  bool send(std::string_view bytes);
  /// Reads one answer with the length that it gives; status 0 if none comes.
  Answer receive(bool is_to_head = false);
  /// What comes until the server closes its side or nothing came for `quiet`.
  std::string receive_all(std::chrono::milliseconds quiet = patience);
  /// Reads until `text` has come; everything read and not used so far.
  std::string receive_until(std::string_view text);
  bool is_closed() const { return is_closed_; }
  void shut_writing();
  void close() { socket_ = OwnedSocket(); }

 private:
  bool read_more(std::chrono::milliseconds quiet);

  OwnedSocket socket_;
  bool is_connected_ = false;
  bool is_closed_ = false;
  std::string unread_;
};

/// A server on a free port of 127.0.0.1 that answers to "t".
std::unique_ptr<Server> serve(http::Handler& handler, ServerSettings settings = {});

/// A GET of that path.
std::string get(std::string_view path);

/// Waits until `condition` holds, by looking every millisecond.
bool eventually(const std::function<bool()>& condition);

/// A new folder that is removed with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path(std::string_view name) const { return path_ + "/" + std::string(name); }

 private:
  std::string path_;
};

}  // namespace kith::net::test
