// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <kith/result.h>
#include <kith/time.h>

#include "net/timer_wheel.h"

namespace boost::asio {
class io_context;
}

namespace kith::net {

/// One thread that waits for sockets and timers. What belongs to a loop (connections, its wheel)
/// is touched by that thread alone, which is their strand.
class Loop {
 public:
  /// The thread starts at once. `tick` is the grain of the wheel.
  static Result<std::unique_ptr<Loop>> create(const std::string& thread_name, Duration tick);

  /// Ends the thread, in the middle of whatever still waits; not from the thread itself.
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Runs `work` on the thread, in order. From any thread.
  void post(std::move_only_function<void()> work);
  /// Runs `work` on the thread after `delay`, unless the loop ends first. From any thread.
  void post_after(Duration delay, std::move_only_function<void()> work);

  /// The rest is for the loop's own thread.
  TimerWheel& wheel();
  boost::asio::io_context& context();

 private:
  class Impl;
  explicit Loop(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kith::net
