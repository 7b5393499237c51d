// SPDX-License-Identifier: Apache-2.0
#include "net/scheduler.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "net/loop.h"

namespace kith::net {

struct ScheduledCall::State {
  enum class Stage { waiting, running, over };

  std::mutex mutex;
  std::condition_variable returned;
  Stage stage = Stage::waiting;
  std::thread::id runner;
  std::move_only_function<void()> callback;

  void run() {
    std::move_only_function<void()> due;
    {
      const std::lock_guard lock(mutex);
      if (stage != Stage::waiting) {
        return;
      }
      stage = Stage::running;
      runner = std::this_thread::get_id();
      due = std::move(callback);
    }
    // Also when the callback throws, whoever waits for its end must not wait for ever.
    struct Finally {
      State& state;
      std::move_only_function<void()>& due;
      ~Finally() {
        due = nullptr;
        const std::lock_guard lock(state.mutex);
        state.stage = Stage::over;
        state.returned.notify_all();
      }
    };
    const Finally finally{*this, due};
    due();
  }

  void cancel() {
    std::move_only_function<void()> dropped;
    std::unique_lock lock(mutex);
    if (stage == Stage::waiting) {
      stage = Stage::over;
      dropped = std::move(callback);
    } else if (runner != std::this_thread::get_id()) {
      returned.wait(lock, [this] { return stage == Stage::over; });
    }
    lock.unlock();
  }
};

ScheduledCall& ScheduledCall::operator=(ScheduledCall&& other) noexcept {
  cancel();
  state_ = std::move(other.state_);
  return *this;
}

ScheduledCall::~ScheduledCall() {
  cancel();
}

void ScheduledCall::cancel() {
  if (state_) {
    std::exchange(state_, nullptr)->cancel();
  }
}

class LoopScheduler final : public Scheduler {
 public:
  explicit LoopScheduler(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}

  ScheduledCall after(Duration delay, std::move_only_function<void()> callback) override {
    auto state = std::make_shared<ScheduledCall::State>();
    state->callback = std::move(callback);
    loop_->post_after(delay, [state] { state->run(); });
    return ScheduledCall(std::move(state));
  }

 private:
  std::unique_ptr<Loop> loop_;
};

Result<std::unique_ptr<Scheduler>> Scheduler::create() {
  auto loop = KITH_TRY(Loop::create("kith-timers", std::chrono::milliseconds(100)));
  return std::make_unique<LoopScheduler>(std::move(loop));
}

}  // namespace kith::net
