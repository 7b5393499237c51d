// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include <kith/result.h>
#include <kith/time.h>

namespace kith::net {

/// A call that a Scheduler will make. Letting go of it cancels the call.
class ScheduledCall {
 public:
  ScheduledCall() = default;
  ScheduledCall(ScheduledCall&&) = default;
  ScheduledCall& operator=(ScheduledCall&& other) noexcept;
  ~ScheduledCall();

  /// The call will not be made any more. If it is being made at this moment by another thread,
  /// waits until it has returned, so that what it uses may be destroyed afterwards. From any
  /// thread, also from within the call.
  void cancel();
  /// The call will be made whatever becomes of this object.
  void detach() { state_.reset(); }

  struct State;

 private:
  friend class LoopScheduler;
  explicit ScheduledCall(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

/// Makes calls later, on one thread, for the parts that have no thread of their own. A call must
/// not block for more than a few milliseconds.
class Scheduler {
 public:
  /// The real one, with a thread of its own. What is still scheduled when it is destroyed is
  /// never called; it outlives the ScheduledCalls' owners but not necessarily the handles.
  static Result<std::unique_ptr<Scheduler>> create();

  virtual ~Scheduler() = default;

  /// Calls `callback` once, `delay` from now or a little later. From any thread.
  [[nodiscard]] virtual ScheduledCall after(Duration delay,
                                            std::move_only_function<void()> callback) = 0;
};

}  // namespace kith::net
