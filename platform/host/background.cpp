// SPDX-License-Identifier: Apache-2.0
#include "host/background.h"

#include "base/out_of_memory.h"

namespace kith::host {

BackgroundThreads::BackgroundThreads(std::size_t threads) {
  for (std::size_t thread = 0; thread < threads; ++thread) {
    threads_.emplace_back([this] { loop(); });
  }
}

BackgroundThreads::~BackgroundThreads() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

void BackgroundThreads::run(std::move_only_function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  arrived_.notify_one();
}

void BackgroundThreads::loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (stopping_) {
      return;
    }
    std::move_only_function<void()> job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    survive(job);
    lock.lock();
  }
}

}  // namespace kith::host
