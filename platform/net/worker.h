// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "net/answer_head.h"
#include "net/loop.h"
#include "net/server_core.h"
#include "net/session.h"
#include "net/stream_queue.h"

namespace kith::net {

/// One thread of a server with the connections that it serves. Unless it says otherwise, a member
/// is for that thread.
class Worker {
 public:
  Worker(ServerCore& core, std::unique_ptr<Loop> loop) : core_(core), loop_(std::move(loop)) {}

  ServerCore& core() { return core_; }
  const ServerLimits& limits() const { return core_.settings.limits; }
  Loop& loop() { return *loop_; }  ///< from any thread
  /// Room for one read. Whoever reads has used the bytes up when it returns.
  std::span<char> scratch() { return scratch_; }
  /// The present value of the Date header.
  std::string_view date();

  void add(Session& session);
  bool is_draining() const { return is_draining_; }
  void drain();
  void abort();
  /// Ends the oldest connection whose client waits for nothing; false where there is none.
  bool make_room();

  /// From any thread: the queue's writer is flushed soon.
  void stream_is_ready(std::shared_ptr<StreamQueue> queue);

 private:
  void flush_ready_streams();

  ServerCore& core_;
  SessionList sessions_;
  bool is_draining_ = false;
  HttpDate date_;
  std::array<char, std::size_t{64} * 1024> scratch_;
  std::mutex ready_mutex_;
  std::vector<std::shared_ptr<StreamQueue>> ready_;
  std::vector<std::shared_ptr<StreamQueue>> flushing_;
  std::unique_ptr<Loop> loop_;  // last: its thread ends before the rest goes
};

}  // namespace kith::net
