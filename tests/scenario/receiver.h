// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "net/server.h"

namespace kith::scenario {

/// A receiver of webhooks in this process: keeps what comes, and answers as the test says.
class Receiver final : public http::Handler {
 public:
  Receiver() { start(); }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/kith"; }

  /// What the next requests are answered, in turn; 204 once they are used up. 0: nothing, until the
  /// receiver goes down.
  void answer_next(std::vector<int> statuses);
  /// Answers with this body from now on.
  void answer_with(std::string body);

  void go_down();
  /// Listens again, where it did.
  void come_up() { start(); }

  std::vector<http::Request> received();
  /// Waits until so many requests have come in all; false when they do not within ten seconds.
  bool wait_for(std::size_t count);

  std::size_t body_limit(http::Method, std::string_view) const override { return 1 << 20; }
  void handle(http::Request request, http::Respond respond) override;

 private:
  void start();

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<http::Request> received_;
  std::vector<http::Respond> unanswered_;
  std::deque<int> statuses_;
  std::string body_;
  std::uint16_t port_ = 0;
  std::unique_ptr<net::Server> server_;
};

/// Whether one of the signatures of a request is the one that this secret makes of it: worked out
/// here with OpenSSL alone.
bool is_signed_with(const http::Request& request, const std::string& secret);

}  // namespace kith::scenario
