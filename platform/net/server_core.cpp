// SPDX-License-Identifier: Apache-2.0
#include "net/server_core.h"

namespace kith::net {

void LiveCount::add() {
  const std::lock_guard lock(mutex_);
  ++value_;
}

void LiveCount::remove() {
  // Notified under the lock: whoever waits may destroy this as soon as it sees none left.
  const std::lock_guard lock(mutex_);
  if (--value_ == 0) {
    none_left_.notify_all();
  }
}

bool LiveCount::wait_for_none(Duration patience) {
  std::unique_lock lock(mutex_);
  return none_left_.wait_for(lock, patience, [this] { return value_ == 0; });
}

bool Budget::Share::take(std::size_t amount) {
  const auto wanted = static_cast<std::int64_t>(amount);
  if (budget_.left_.fetch_sub(wanted) < wanted && !is_in_front()) {
    budget_.left_.fetch_add(wanted);
    return false;
  }
  taken_ += amount;
  return true;
}

// The first to find nothing left goes on: where all were refused, many that grow together would
// each take what the others need, and none would ever be whole.
bool Budget::Share::is_in_front() {
  const Share* front = nullptr;
  return budget_.front_.compare_exchange_strong(front, this) || front == this;
}

void Budget::Share::give_back() {
  budget_.left_.fetch_add(static_cast<std::int64_t>(std::exchange(taken_, 0)));
  const Share* self = this;
  budget_.front_.compare_exchange_strong(self, nullptr);
}

}  // namespace kith::net
