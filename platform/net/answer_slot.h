// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "http/message.h"

namespace kith::net {

/// The place where a handler puts its answer and the connection finds it. Shared by both, so that
/// either may be gone before the other: an answer to nobody is dropped, and a handler that lost
/// its Respond has answered 500. Safe from any thread.
class AnswerSlot {
 public:
  /// `in_flight` counts the requests that are being handled; this one is counted until it is
  /// answered.
  static std::shared_ptr<AnswerSlot> create(std::shared_ptr<std::atomic<std::size_t>> in_flight);

  ~AnswerSlot();
  AnswerSlot(const AnswerSlot&) = delete;
  AnswerSlot& operator=(const AnswerSlot&) = delete;

  /// What the handler is given.
  static http::Respond respond_into(std::shared_ptr<AnswerSlot> slot);

  /// True if the answer has come; otherwise `wake` is called once it does, on the handler's thread.
  bool wait(std::function<void()> wake);
  /// The answer if it has come.
  std::optional<http::Response> take();
  /// Nobody waits any more. When this returns, `wake` is not running and will not run.
  void abandon();

 private:
  explicit AnswerSlot(std::shared_ptr<std::atomic<std::size_t>> in_flight);
  void put(http::Response response);

  std::mutex mutex_;
  bool is_answered_ = false;
  std::optional<http::Response> answer_;
  std::function<void()> wake_;
  std::shared_ptr<std::atomic<std::size_t>> in_flight_;
};

}  // namespace kith::net
