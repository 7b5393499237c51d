// SPDX-License-Identifier: Apache-2.0
#include "http/exchange.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "http/problem.h"

namespace kith::http {
namespace {

constexpr std::int64_t retry_when_unavailable = 5;

void begin_line(JsonWriter& json, Time now, Logger::Level level, std::string_view event,
                std::string_view request_id) {
  json.begin_object();
  json.plain_key("ts");
  json.time(now);
  json.plain_key("level");
  json.plain_text(Logger::word_of(level));
  json.plain_key("event");
  json.plain_text(event);
  json.plain_key("request_id");
  json.text(request_id);
}

}  // namespace

Exchange::Exchange(const Request& request, Respond respond, std::string request_id,
                   ExchangeServices services)
    : services_(services),
      respond_(std::move(respond)),
      request_id_(std::move(request_id)),
      method_(request.method),
      secure_(request.secure),
      started_(services.clock.steady()) {}

Exchange::~Exchange() {
  if (is_answered_) {
    return;
  }
  try {
    refuse({.detail = "The request was let go without an answer."});
  } catch (const std::exception&) {
    // Only memory can be exhausted here; the listener answers what nobody answered.
    respond_ = nullptr;
  }
}

void Exchange::answer(Response response) {
  if (is_answered_.exchange(true)) {
    return;
  }
  response.headers.emplace_back("X-Request-Id", request_id_);
  if (verdict_) {
    services_.limiter.add_headers(response, rate_class_, *verdict_);
  }
  add_profile(response, operation_ == nullptr ? HeaderProfile::api : operation_->endpoint.profile,
              secure_);
  log_answer(response.status);
  respond_(std::move(response));
}

void Exchange::refuse(const Error& error, std::optional<int> status) {
  if (error.code == ErrorCode::internal) {
    log_defect(error);
  }
  Response response = problem(error, request_id_, status);
  if (error.code == ErrorCode::unauthenticated) {
    response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"kith\"");
  }
  std::optional<std::int64_t> retry_after = services_.retry_after(error);
  if (error.code == ErrorCode::unavailable && !retry_after) {
    retry_after = retry_when_unavailable;
  }
  const bool told_by_limiter = verdict_ && !verdict_->is_allowed;
  if (retry_after && !told_by_limiter) {
    response.headers.emplace_back("Retry-After", fmt::format("{}", *retry_after));
  }
  answer(std::move(response));
}

void Reply::answer(Response response) const {
  exchange_->answer(std::move(response));
}

void Reply::refuse(const Error& error) const {
  exchange_->refuse(error);
}

void Exchange::log_answer(int status) {
  std::string line;
  JsonWriter json(line);
  const Logger::Level level = status >= 500 ? Logger::Level::warning : Logger::Level::info;
  begin_line(json, services_.clock.now(), level, "http.request", request_id_);
  json.plain_key("method");
  json.plain_text(method_word(method_));
  json.plain_key("route");
  json.text(operation_ == nullptr ? "" : std::string_view(operation_->endpoint.path));
  json.plain_key("status");
  json.integer(status);
  const std::int64_t microseconds = (services_.clock.steady() - started_).count();
  json.plain_key("duration_ms");
  json.raw(fmt::format("{}.{:03}", microseconds / 1'000, microseconds % 1'000));
  if (workspace_) {
    json.plain_key("workspace");
    json.id(workspace_);
  }
  if (member_) {
    json.plain_key("member");
    json.id(member_);
  }
  json.end_object();
  services_.log(level, line);
}

void Exchange::log_defect(const Error& error) {
  std::string line;
  JsonWriter json(line);
  begin_line(json, services_.clock.now(), Logger::Level::error, "http.defect", request_id_);
  json.plain_key("route");
  json.text(operation_ == nullptr ? "" : std::string_view(operation_->endpoint.path));
  json.plain_key("detail");
  json.text(error.detail.empty() ? error.message : error.detail);
  json.end_object();
  services_.log(Logger::Level::error, line);
}

}  // namespace kith::http
