// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <kith/caller.h>
#include <kith/result.h>

#include "http/message.h"
#include "http/route_table.h"

namespace kith::http {

/// To see which part of the server is not ready, and why.
inline constexpr Permission health_inspect{"system.health.inspect",
                                           "see how the parts of the server are"};

/// One thing without which the server should get no requests, as its store or its bus. `check` is
/// called on net's threads, several at a time, and answers from memory.
struct ReadyCheck {
  std::string name;
  std::function<Result<void>()> check;
};

/// Adds /healthz, which answers while the process runs, and /readyz, which answers 200 or 503 and
/// tells only those who may know which check failed. `gatekeeper` outlives the table.
void add_health(RouteTable& table, std::vector<ReadyCheck> checks, Gatekeeper& gatekeeper);

/// Stands behind the listener for metrics, which is reachable from this machine alone unless
/// configured otherwise: GET /metrics and nothing else.
class MetricsHandler final : public Handler {
 public:
  /// `text` gives the metrics in the Prometheus text format; called on net's threads.
  explicit MetricsHandler(std::function<std::string()> text) : text_(std::move(text)) {}

  std::size_t body_limit(Method method, std::string_view path) const override;
  void handle(Request request, Respond respond) override;

 private:
  std::function<std::string()> text_;
};

}  // namespace kith::http
