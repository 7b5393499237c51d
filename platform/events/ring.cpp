// SPDX-License-Identifier: Apache-2.0
#include "events/ring.h"

#include <algorithm>
#include <new>

namespace kith::events {

void EventRing::publish(std::vector<store::LoggedEvent> events) {
  if (events.empty()) {
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    last_ = events.back().head.sequence;
    try {
      keep(std::move(events));
    } catch (const std::bad_alloc&) {
      // Events that are missing in between would be passed over.
      batches_.clear();
      size_ = 0;
    }
  }
  for (const std::function<void()>& wake : wakes_) {
    wake();
  }
}

void EventRing::keep(std::vector<store::LoggedEvent> events) {
  size_ += events.size();
  batches_.push_back(std::make_shared<const std::vector<store::LoggedEvent>>(std::move(events)));
  while (size_ > most_ && batches_.size() > 1) {
    size_ -= batches_.front()->size();
    batches_.pop_front();
  }
}

bool EventRing::take(Sequence after, std::size_t most, EventRun& run) const {
  const std::lock_guard lock(mutex_);
  if (after >= last_) {
    return true;
  }
  if (batches_.empty() || batches_.front()->front().head.sequence > after + 1) {
    return false;
  }
  auto batch = std::partition_point(batches_.begin(), batches_.end(), [&](const Batch& each) {
    return each->back().head.sequence <= after;
  });
  for (; batch != batches_.end() && run.events.size() < most; ++batch) {
    run.batches.push_back(*batch);
    for (const store::LoggedEvent& event : **batch) {
      if (event.head.sequence > after && run.events.size() < most) {
        run.events.push_back(&event);
      }
    }
  }
  return true;
}

Sequence EventRing::last() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

void EventRing::start_at(Sequence last) {
  const std::lock_guard lock(mutex_);
  last_ = last;
}

void EventRing::on_publish(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wakes_.push_back(std::move(wake));
}

}  // namespace kith::events
