// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kith/result.h>

#include "base/clock.h"
#include "base/described_reader.h"
#include "base/random.h"
#include "http/exchange.h"
#include "http/gatekeeper.h"
#include "http/message.h"
#include "http/rate_limiter.h"
#include "http/request_ids.h"
#include "http/route_table.h"

namespace kith::http {

/// What a router works with; all of it outlives the router.
struct RouterParts {
  Gatekeeper& gatekeeper;
  const Clock& clock;
  Random& random;  ///< asked once, for the ids of requests
  LogLine log = [](Logger::Level, std::string_view) {};
  RetryAfter retry_after = [](const Error&) -> std::optional<std::int64_t> { return {}; };
};

/// What a router goes by that the owner of the server may set.
struct RouterSettings {
  /// Where kith's own pages are served from, as "https://kith.example": a browser's writes from
  /// there go on. Same-origin writes do anyway.
  std::vector<std::string> origins;
  RateLimits rates;
};

/// Lives until every call that it handed to an executor is answered or let go.
///
/// Leads each request to the operation that its path names, through every check that stands before
/// it, in this order: address, path, method, who asks, whether our own pages made a cookie's write,
/// limits, permission, form of the body, input, revision, repeat key. What fails first is what is
/// answered, so nobody learns from a later check what an earlier one keeps from them.
class Router final : public Handler {
 public:
  /// Refuses a table with faults, naming all of them.
  static Result<std::unique_ptr<Router>> create(RouteTable table, RouterParts parts,
                                                RouterSettings settings);

  std::size_t body_limit(Method method, std::string_view path) const override;
  void handle(Request request, Respond respond) override;

 private:
  /// A request that has an operation, on its way through the checks.
  struct Passage {
    Request request;
    std::shared_ptr<Exchange> exchange;
    const Operation* operation = nullptr;
    DecodedParameters path;
    DecodedParameters query;
    std::optional<Admitted> admitted;
  };

  Router(RouteTable table, RouterParts parts, RouterSettings settings);

  void route(Request request, const std::shared_ptr<Exchange>& exchange);
  void answer_without_operation(const Request& request, std::string_view allowed,
                                Exchange& exchange) const;
  void pass(Passage passage);
  Result<void> check_caller(Passage& passage);
  Result<void> admit(Passage& passage);
  Result<void> check_site(const Passage& passage) const;
  Result<void> check_rate(const Passage& passage);
  Result<void> check_permission(const Passage& passage) const;
  Result<std::optional<events::Object>> read(const Passage& passage);
  Result<void> read_into(events::Object& input, const Passage& passage);
  void call(Passage passage, events::Object input);
  void call_raw(Passage passage, std::optional<events::Object> input,
                std::optional<events::RepeatKey> repeat);

  RouteTable table_;
  RouterParts parts_;
  RouterSettings settings_;
  RateLimiter limiter_;
  RequestIds request_ids_;
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<JsonReader>> readers_;  // idle ones
};

}  // namespace kith::http
