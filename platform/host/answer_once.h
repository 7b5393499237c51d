// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include "access/repeat.h"
#include "host/endpoint_answer.h"

namespace kith::host {

/// Answers a POST that makes something at access, once for each Idempotency-Key: a repeat gets what
/// `again` says of the number that was made, and nothing is made twice.
class AnswerOnce {
 public:
  /// Of a repeat; `target` is what the first one made.
  using Again = std::function<Result<http::Response>(std::int64_t target)>;

  AnswerOnce(access::Access& access, const http::RawCall& call, http::Reply reply)
      : access_(access), reply_(std::move(reply)) {
    if (call.repeat) {
      repeat_ = access::RepeatedRequest{call.repeat->key, call.repeat->request};
    }
  }

  /// Whether there is work to do; otherwise it was answered.
  bool begin(const Again& again) const {
    if (!repeat_) {
      return true;
    }
    const Result<std::optional<std::int64_t>> known = access::begin_repeat(access_, *repeat_);
    if (known && !*known) {
      return true;
    }
    const Result<http::Response> answer = known ? again(**known) : std::unexpected(known.error());
    answer ? reply_.answer(*answer) : reply_.refuse(answer.error());
    return false;
  }

  /// Answers with what was made, `target` being its number, once that is noted. Any thread.
  template <class Output>
  void end(const Result<Output>& made, std::int64_t target, int status) const {
    if (!repeat_) {
      answer_with(reply_, made, status);
      return;
    }
    access::end_repeat(access_, *repeat_, made ? std::optional(target) : std::nullopt,
                       [reply = reply_, made, status] { answer_with(reply, made, status); });
  }

 private:
  access::Access& access_;
  http::Reply reply_;
  std::optional<access::RepeatedRequest> repeat_;
};

/// What a repeat gets where the first answer held a secret: that is shown once and not kept.
inline Result<http::Response> secret_was_shown(std::string_view noun, std::int64_t target) {
  Error error{ErrorCode::conflict,
              fmt::format("This was done already: {} {}. Its secret was shown once and is not "
                          "kept; if it did not arrive, take it back and make another.",
                          noun, target)};
  error.faults.push_back({"", "secret_shown_once", fmt::to_string(target)});
  return std::unexpected(std::move(error));
}

}  // namespace kith::host
