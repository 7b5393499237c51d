// SPDX-License-Identifier: Apache-2.0
#include "net/stream_queue.h"

#include <iterator>
#include <utility>

#include "net/worker.h"

namespace kith::net {

// Called with the lock held, so that the worker is still there.
void StreamQueue::announce() {
  if (!std::exchange(is_announced_, true)) {
    worker_.stream_is_ready(shared_from_this());
  }
}

bool StreamQueue::send(http::SharedText text) {
  const std::lock_guard lock(mutex_);
  if (is_detached_ || state_ != State::open) {
    return false;
  }
  if (!text || text->empty()) {
    return true;  // an empty chunk would end the stream
  }
  backlog_bytes_ += text->size();
  if (backlog_bytes_ > most_bytes_) {
    state_ = State::overfull;
  } else {
    waiting_.push_back(std::move(text));
  }
  announce();
  return state_ == State::open;
}

std::size_t StreamQueue::backlog() const {
  const std::lock_guard lock(mutex_);
  return backlog_bytes_;
}

void StreamQueue::close() {
  const std::lock_guard lock(mutex_);
  if (!is_detached_ && state_ == State::open) {
    state_ = State::closing;
    announce();
  }
}

StreamQueue::State StreamQueue::take(std::vector<http::SharedText>& texts, std::size_t written) {
  const std::lock_guard lock(mutex_);
  is_announced_ = false;
  backlog_bytes_ -= written;
  if (texts.empty()) {
    texts.swap(waiting_);
  } else {
    texts.insert(texts.end(), std::make_move_iterator(waiting_.begin()),
                 std::make_move_iterator(waiting_.end()));
    waiting_.clear();
  }
  return state_;
}

void StreamQueue::detach() {
  writer_ = nullptr;
  const std::lock_guard lock(mutex_);
  is_detached_ = true;
  waiting_ = {};
  backlog_bytes_ = 0;
}

}  // namespace kith::net
