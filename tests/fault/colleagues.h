// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace kith::fault {

/// Somebody at a screen while other things go on: reads a list, opens a conversation and replies in
/// it, again and again, on a connection that stays open and on a new one in turns. On a thread of
/// its own, from its making to `stop`.
class AtAScreen {
 public:
  AtAScreen(std::string data, std::string token);
  ~AtAScreen() { stop(); }
  void stop();

  /// How long the answers took, in milliseconds, the longest last.
  std::vector<double> reads() const;
  std::vector<double> writes() const;
  /// What was answered, refused to be asked again (429, 503), and anything else, or nothing.
  std::int64_t served() const { return served_; }
  std::int64_t refused() const { return refused_; }
  std::int64_t failed() const { return failed_; }
  /// Texts of the replies that were acknowledged.
  const std::vector<std::string>& replied() const { return replied_; }

 private:
  void run();
  template <class Ask>
  auto timed(std::vector<double>& took, const Ask& ask);

  const std::string data_;
  const std::string token_;
  std::atomic<bool> is_over_ = false;
  std::atomic<std::int64_t> served_ = 0;
  std::atomic<std::int64_t> refused_ = 0;
  std::atomic<std::int64_t> failed_ = 0;
  std::vector<double> reads_;
  std::vector<double> writes_;
  std::vector<std::string> replied_;
  std::thread thread_;
};

/// That part of a sorted list that lies at `share`, as 0.99; 0 of an empty one.
double share_of(const std::vector<double>& sorted_values, double share);

}  // namespace kith::fault
