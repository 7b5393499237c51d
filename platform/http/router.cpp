// SPDX-License-Identifier: Apache-2.0
#include "http/router.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "http/problem.h"
#include "http/target.h"

namespace kith::http {

Result<std::unique_ptr<Router>> Router::create(RouteTable table, RouterParts parts,
                                               RouterSettings settings) {
  const std::vector<std::string> faults = table.faults();
  if (!faults.empty()) {
    return fail(ErrorCode::internal,
                fmt::format("The table of routes has faults, so nothing is served:\n{}",
                            fmt::join(faults, "\n")));
  }
  return std::unique_ptr<Router>(
      new Router(std::move(table), std::move(parts), std::move(settings)));
}

Router::Router(RouteTable table, RouterParts parts, RouterSettings settings)
    : table_(std::move(table)),
      parts_(std::move(parts)),
      settings_(std::move(settings)),
      limiter_(settings_.rates, parts_.clock),
      request_ids_(parts_.random) {}

std::size_t Router::body_limit(Method method, std::string_view path) const {
  const Result<std::vector<std::string>> segments = split_path(path);
  if (!segments) {
    return default_body_limit;
  }
  const RouteTable::Match match = table_.match(method, *segments);
  // What has no operation is refused by handle(), which knows why.
  return match.operation == nullptr ? default_body_limit : match.operation->endpoint.body_limit;
}

void Router::handle(Request request, Respond respond) {
  const auto exchange = std::make_shared<Exchange>(
      request, std::move(respond), request_ids_.next(),
      ExchangeServices{parts_.clock, limiter_, parts_.log, parts_.retry_after});
  try {
    route(std::move(request), exchange);
  } catch (const std::exception& thrown) {
    exchange->refuse({.detail = fmt::format("The request threw: {}", thrown.what())});
  } catch (...) {
    exchange->refuse({.detail = "The request threw something."});
  }
}

void Router::route(Request request, const std::shared_ptr<Exchange>& exchange) {
  const Result<std::vector<std::string>> segments = split_path(request.path);
  if (!segments) {
    exchange->refuse(segments.error());
    return;
  }
  const RouteTable::Match match = table_.match(request.method, *segments);
  if (match.operation == nullptr) {
    answer_without_operation(request, match.allowed, *exchange);
    return;
  }
  exchange->set_operation(*match.operation);
  Result<DecodedParameters> query = parse_query(request.query);
  if (!query) {
    exchange->refuse(query.error());
    return;
  }
  Passage passage{.request = std::move(request),
                  .exchange = exchange,
                  .operation = match.operation,
                  .query = *std::move(query)};
  for (std::size_t i = 0; i < match.values.size(); ++i) {
    passage.path.emplace_back(match.operation->parameters[i], match.values[i]);
  }
  pass(std::move(passage));
}

void Router::answer_without_operation(const Request& request, std::string_view allowed,
                                      Exchange& exchange) const {
  if (allowed.empty()) {
    exchange.refuse({.code = ErrorCode::not_found, .message = "There is nothing at this address."});
    return;
  }
  Response response{.status = 204};
  if (request.method != Method::options) {
    response = problem({.code = ErrorCode::invalid,
                        .message = fmt::format("This address does not take {}, only {}.",
                                               method_word(request.method), allowed)},
                       exchange.request_id(), 405);
  }
  response.headers.emplace_back("Allow", allowed);
  exchange.answer(std::move(response));
}

}  // namespace kith::http
