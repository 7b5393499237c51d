// SPDX-License-Identifier: Apache-2.0
#include "net/worker.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace kith::net {

std::string_view Worker::date() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  return date_.at(now.tv_sec);
}

void Worker::add(Session& session) {
  sessions_.push_back(session);
}

void Worker::drain() {
  is_draining_ = true;
  for (auto next = sessions_.begin(); next != sessions_.end();) {
    (next++)->drain();
  }
}

void Worker::abort() {
  for (auto next = sessions_.begin(); next != sessions_.end();) {
    (next++)->abort();
  }
}

bool Worker::make_room() {
  return std::ranges::any_of(sessions_, &Session::give_way);
}

void Worker::stream_is_ready(std::shared_ptr<StreamQueue> queue) {
  bool is_first = false;
  {
    const std::lock_guard lock(ready_mutex_);
    is_first = ready_.empty();
    ready_.push_back(std::move(queue));
  }
  if (is_first) {
    loop_->post([this] { flush_ready_streams(); });
  }
}

void Worker::flush_ready_streams() {
  flushing_.clear();
  {
    const std::lock_guard lock(ready_mutex_);
    flushing_.swap(ready_);
  }
  for (const std::shared_ptr<StreamQueue>& queue : flushing_) {
    if (StreamWriter* const writer = queue->writer()) {
      writer->flush();
    }
  }
  flushing_.clear();
}

}  // namespace kith::net
