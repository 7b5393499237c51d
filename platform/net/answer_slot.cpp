// SPDX-License-Identifier: Apache-2.0
#include "net/answer_slot.h"

#include <utility>

#include "net/answer_head.h"

namespace kith::net {

AnswerSlot::AnswerSlot(std::shared_ptr<std::atomic<std::size_t>> in_flight)
    : in_flight_(std::move(in_flight)) {
  in_flight_->fetch_add(1, std::memory_order_relaxed);
}

AnswerSlot::~AnswerSlot() {
  in_flight_->fetch_sub(is_answered_ ? 0 : 1);
}

std::shared_ptr<AnswerSlot> AnswerSlot::create(
    std::shared_ptr<std::atomic<std::size_t>> in_flight) {
  return std::shared_ptr<AnswerSlot>(new AnswerSlot(std::move(in_flight)));
}

http::Respond AnswerSlot::respond_into(std::shared_ptr<AnswerSlot> slot) {
  struct Responder {
    std::shared_ptr<AnswerSlot> slot;

    explicit Responder(std::shared_ptr<AnswerSlot> into) : slot(std::move(into)) {}
    Responder(Responder&&) = default;
    Responder& operator=(Responder&&) = delete;
    Responder(const Responder&) = delete;
    Responder& operator=(const Responder&) = delete;
    ~Responder() {
      if (slot) {
        slot->put(problem(500, "The request was not answered."));
      }
    }
    void operator()(http::Response response) {
      if (slot) {
        std::exchange(slot, nullptr)->put(std::move(response));
      }
    }
  };
  return Responder(std::move(slot));
}

void AnswerSlot::put(http::Response response) {
  const std::lock_guard lock(mutex_);
  if (std::exchange(is_answered_, true)) {
    return;
  }
  in_flight_->fetch_sub(1, std::memory_order_relaxed);
  answer_ = std::move(response);
  if (wake_) {
    // Under the lock, so that `abandon` can promise that it is over.
    std::exchange(wake_, nullptr)();
  }
}

bool AnswerSlot::wait(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  if (!answer_) {
    wake_ = std::move(wake);
  }
  return answer_.has_value();
}

std::optional<http::Response> AnswerSlot::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(answer_, std::nullopt);
}

void AnswerSlot::abandon() {
  const std::lock_guard lock(mutex_);
  wake_ = nullptr;
}

}  // namespace kith::net
