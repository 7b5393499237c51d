// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <kith/error.h>

#include "base/clock.h"
#include "base/logger.h"
#include "http/gatekeeper.h"
#include "http/message.h"
#include "http/rate_limiter.h"
#include "http/route_table.h"

namespace kith::http {

/// Takes one line of the log, a JSON object without its line break. Called on any thread; must not
/// block.
using LogLine = std::function<void(Logger::Level level, std::string_view line)>;

/// How many seconds an error wants its caller to wait, where it says so.
using RetryAfter = std::function<std::optional<std::int64_t>(const Error&)>;

/// What an exchange needs of the server; outlives it.
struct ExchangeServices {
  const Clock& clock;
  const RateLimiter& limiter;
  const LogLine& log;
  const RetryAfter& retry_after;
};

/// One request on its way to its answer. Whatever the answer is, it gets the request's id, the
/// limits and the protective headers, and one line in the access log. Held by shared pointers: by
/// whoever will answer. The first answer counts; any thread may give it.
class Exchange {
 public:
  Exchange(const Request& request, Respond respond, std::string request_id,
           ExchangeServices services);
  /// Answers 500 where whoever had it has let it go.
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  const std::string& request_id() const { return request_id_; }

  /// What is known by now; before any answer.
  void set_operation(const Operation& operation) { operation_ = &operation; }
  void set_caller(const Caller& caller) {
    workspace_ = caller.workspace;
    member_ = caller.member;
  }
  void set_verdict(RateClass rate_class, const RateVerdict& verdict) {
    rate_class_ = rate_class;
    verdict_ = verdict;
  }

  void answer(Response response);
  /// The problem body of `error`; an `internal` one is also written to the log, with its detail.
  void refuse(const Error& error, std::optional<int> status = std::nullopt);

 private:
  void log_answer(int status);
  void log_defect(const Error& error);

  ExchangeServices services_;
  Respond respond_;
  const std::string request_id_;
  const Method method_;
  const bool secure_;
  const Duration started_;
  const Operation* operation_ = nullptr;
  WorkspaceId workspace_;
  MemberId member_;
  RateClass rate_class_ = RateClass::open;
  std::optional<RateVerdict> verdict_;
  std::atomic<bool> is_answered_ = false;
};

}  // namespace kith::http
