// SPDX-License-Identifier: Apache-2.0
#include "http/health.h"

#include <memory>

#include "base/json_writer.h"
#include "http/header_profile.h"

namespace kith::http {
namespace {

constexpr std::string_view open_because =
    "What watches the process has no account, and learns no more than whether it runs.";

Response json_answer(int status, std::string body) {
  Response response{.status = status};
  response.headers.emplace_back("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

bool may_inspect(Gatekeeper& gatekeeper, const Request& request) {
  const Result<Admitted> admitted = gatekeeper.admit(request);
  return admitted && admitted->caller.may(health_inspect);
}

enum class Detail : std::uint8_t { shown, hidden };

Response ready_answer(const std::vector<ReadyCheck>& checks, Detail detail) {
  bool is_ready = true;
  std::string list;
  JsonWriter items(list);
  items.begin_list();
  for (const ReadyCheck& check : checks) {
    const Result<void> outcome = check.check();
    is_ready = is_ready && outcome.has_value();
    items.begin_object();
    items.plain_key("name");
    items.text(check.name);
    items.plain_key("ready");
    items.boolean(outcome.has_value());
    if (!outcome) {
      items.plain_key("reason");
      items.text(outcome.error().message);
    }
    items.end_object();
  }
  items.end_list();
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.plain_key("ready");
  json.boolean(is_ready);
  if (detail == Detail::shown) {
    json.plain_key("checks");
    json.raw(list);
  }
  json.end_object();
  return json_answer(is_ready ? 200 : 503, std::move(body));
}

}  // namespace

void add_health(RouteTable& table, std::vector<ReadyCheck> checks, Gatekeeper& gatekeeper) {
  RawEndpoint alive{.path = "/healthz",
                    .owner = "system",
                    .summary = "Whether the process runs",
                    .gate = Gate::public_because(open_because),
                    .content_type = "application/json"};
  alive.handler = [](const RawCall&, const Reply& reply) {
    reply.answer(json_answer(200, R"({"alive":true})"));
  };
  table.add(std::move(alive));

  RawEndpoint ready{.path = "/readyz",
                    .owner = "system",
                    .summary = "Whether the server is ready for requests",
                    .gate = Gate::public_because(open_because),
                    .content_type = "application/json"};
  ready.handler = [checks = std::make_shared<const std::vector<ReadyCheck>>(std::move(checks)),
                   &gatekeeper](const RawCall& call, const Reply& reply) {
    const bool shown = may_inspect(gatekeeper, call.request);
    reply.answer(ready_answer(*checks, shown ? Detail::shown : Detail::hidden));
  };
  table.add(std::move(ready));
}

std::size_t MetricsHandler::body_limit(Method /*method*/, std::string_view /*path*/) const {
  return 0;
}

void MetricsHandler::handle(Request request, Respond respond) {
  Response response{.status = 404};
  const bool reads = request.method == Method::get || request.method == Method::head;
  if (request.path == "/metrics" && reads) {
    response = {.status = 200};
    response.headers.emplace_back("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.body = text_();
  }
  add_profile(response, HeaderProfile::api, request.secure);
  respond(std::move(response));
}

}  // namespace kith::http
