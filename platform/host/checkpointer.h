// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "store/sqlite.h"

namespace kith::host {

/// Moves the write-ahead log into the database on a thread of its own, so that no commit does:
/// once it has grown, and wholly when nothing was written for a while.
class Checkpointer {
 public:
  static constexpr std::int64_t grown = 40 * 1024 * 1024;

  explicit Checkpointer(std::string path) : path_(std::move(path)) {}
  ~Checkpointer();

  void start();
  void stop();

 private:
  void loop();
  void look(store::Connection& connection);

  std::string path_;
  std::int64_t size_before_ = 0;
  int quiet_looks_ = 0;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kith::host
