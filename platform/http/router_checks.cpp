// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/described_input.h"
#include "http/answer.h"
#include "http/cross_site.h"
#include "http/preconditions.h"
#include "http/router.h"

namespace kith::http {
namespace {

bool changes_by_method(const Request& request) {
  return request.method != Method::get && request.method != Method::head &&
         request.method != Method::options;
}

std::vector<InputParameter> views(const DecodedParameters& decoded) {
  std::vector<InputParameter> parameters;
  for (const auto& [name, value] : decoded) {
    parameters.push_back({name, value});
  }
  return parameters;
}

Result<void> refuse_query(const DecodedParameters& query) {
  Error error{.code = ErrorCode::invalid, .message = "This request takes nothing in its query."};
  for (const auto& [name, value] : query) {
    error.faults.push_back(
        {"/" + name, "unknown_field", "Give it in the body: the query takes nothing here."});
  }
  return std::unexpected(std::move(error));
}

}  // namespace

void Router::pass(Passage passage) {
  Exchange& exchange = *passage.exchange;
  if (Result<void> checked = check_caller(passage); !checked) {
    return exchange.refuse(checked.error());
  }
  const bool described = passage.operation->endpoint.input != nullptr;
  if (described && passage.operation->takes_body() && !passage.request.body.empty() &&
      !is_json(passage.request)) {
    exchange.refuse({.code = ErrorCode::invalid,
                     .message = "The body must be JSON: send Content-Type: application/json."},
                    415);
    return;
  }
  const std::string_view body_type = passage.operation->endpoint.body_type;
  if (!body_type.empty() && passage.request.header("content-type") != body_type) {
    exchange.refuse({.code = ErrorCode::invalid,
                     .message = fmt::format("Send the bytes as Content-Type: {}.", body_type)},
                    415);
    return;
  }
  if (passage.operation->endpoint.look_for_room) {
    const Result<void> room = passage.operation->endpoint.look_for_room(passage.admitted->caller);
    if (!room) {
      return exchange.refuse(room.error());
    }
  }
  Result<std::optional<events::Object>> input = read(passage);
  if (!input) {
    return exchange.refuse(input.error());
  }
  if (passage.operation->route == nullptr) {
    Result<std::optional<events::RepeatKey>> repeat = std::nullopt;
    if (passage.operation->is_repeatable()) {
      repeat = read_repeat_key(passage.request, passage.admitted->caller);
    }
    repeat ? call_raw(std::move(passage), *std::move(input), *repeat)
           : exchange.refuse(repeat.error());
  } else {
    call(std::move(passage), **std::move(input));
  }
}

Result<void> Router::check_caller(Passage& passage) {
  KITH_CHECK(admit(passage));
  KITH_CHECK(check_site(passage));
  KITH_CHECK(check_rate(passage));
  return check_permission(passage);
}

Result<void> Router::admit(Passage& passage) {
  if (passage.operation->endpoint.gate.is_public()) {
    return {};
  }
  Result<Admitted> admitted = parts_.gatekeeper.admit(passage.request);
  if (!admitted) {
    // Guessing tokens costs as much as anything else that is open to everybody.
    KITH_CHECK(check_rate(passage));
    return std::unexpected(std::move(admitted).error());
  }
  passage.admitted = *std::move(admitted);
  passage.exchange->set_caller(passage.admitted->caller);
  return {};
}

Result<void> Router::check_site(const Passage& passage) const {
  const Request& request = passage.request;
  if (!changes_by_method(request) ||
      passage.operation->endpoint.writes_from == WritesFrom::anywhere) {
    return {};
  }
  const bool by_cookie = passage.admitted && passage.admitted->by_cookie;
  const bool by_stranger = !passage.admitted && names_its_site(request);
  const bool fine = by_cookie
                        ? is_safe_cookie_write(request, settings_.origins, passage.admitted->csrf,
                                               passage.operation->endpoint.body_type)
                    : by_stranger ? is_from_own_pages(request, settings_.origins)
                                  : true;
  if (!fine) {
    return fail(ErrorCode::forbidden,
                "A write with a session's cookie must come from kith's own pages, as JSON. "
                "Programs use a token instead.");
  }
  return {};
}

Result<void> Router::check_rate(const Passage& passage) {
  const bool named = passage.admitted.has_value();
  const RateClass rate_class = named ? passage.operation->endpoint.rate_class : RateClass::open;
  const RateVerdict verdict = limiter_.take(
      named ? passage.admitted->rate_key : rate_key_of_peer(passage.request.peer), rate_class);
  passage.exchange->set_verdict(rate_class, verdict);
  if (!verdict.is_allowed) {
    return fail(ErrorCode::too_many,
                fmt::format("These were too many requests. Try again in {} s.", verdict.seconds));
  }
  return {};
}

Result<void> Router::check_permission(const Passage& passage) const {
  const Permission* permission = passage.operation->endpoint.gate.permission();
  if (permission == nullptr) {
    return {};
  }
  Result<void> allowed = passage.admitted->caller.require(*permission);
  if (!allowed) {
    parts_.gatekeeper.note_denied(passage.admitted->caller, *permission);
  }
  return allowed;
}

Result<std::optional<events::Object>> Router::read(const Passage& passage) {
  if (passage.operation->endpoint.input == nullptr) {
    return std::nullopt;
  }
  events::Object input(*passage.operation->endpoint.input);
  KITH_CHECK(read_into(input, passage));
  return input;
}

Result<void> Router::read_into(events::Object& input, const Passage& passage) {
  const bool takes_body = passage.operation->takes_body();
  if (takes_body && !passage.query.empty()) {
    return refuse_query(passage.query);
  }
  const bool has_plain_body = !passage.operation->endpoint.body_type.empty();
  const std::vector<InputParameter> path = views(passage.path);
  const std::vector<InputParameter> query = views(passage.query);
  const InputSources sources{.path = path,
                             .query = query,
                             .body = has_plain_body ? std::string_view() : passage.request.body,
                             .body_use = takes_body ? BodyUse::json : BodyUse::none};
  std::unique_ptr<JsonReader> reader;
  {
    const std::lock_guard lock(readers_mutex_);
    if (!readers_.empty()) {
      reader = std::move(readers_.back());
      readers_.pop_back();
    }
  }
  if (reader == nullptr) {
    reader = std::make_unique<JsonReader>();
  }
  Result<void> outcome = read_input(*reader, sources, input.type(), input.get());
  const std::lock_guard lock(readers_mutex_);
  readers_.push_back(std::move(reader));
  return outcome;
}

void Router::call_raw(Passage passage, std::optional<events::Object> input,
                      std::optional<events::RepeatKey> repeat) {
  const std::shared_ptr<Exchange> exchange = std::move(passage.exchange);
  passage.operation->endpoint.handler(RawCall{.request = std::move(passage.request),
                                              .admitted = std::move(passage.admitted),
                                              .path = std::move(passage.path),
                                              .query = std::move(passage.query),
                                              .input = std::move(input),
                                              .repeat = repeat,
                                              .request_id = exchange->request_id()},
                                      Reply(exchange));
}

void Router::call(Passage passage, events::Object input) {
  const Operation& operation = *passage.operation;
  Result<std::optional<std::int64_t>> revision = read_if_match(passage.request);
  if (revision && !*revision && operation.needs_revision()) {
    revision = fail(ErrorCode::precondition_required,
                    "Say in If-Match which revision this changes: the ETag that came with it.");
  }
  if (!revision) {
    return passage.exchange->refuse(revision.error());
  }
  Result<std::optional<events::RepeatKey>> repeat = std::nullopt;
  if (operation.is_repeatable()) {
    repeat = read_repeat_key(passage.request, passage.admitted->caller);
  }
  if (!repeat) {
    return passage.exchange->refuse(repeat.error());
  }
  // The answer needs no body any more, which may be large and waits with the call.
  passage.request.body = {};
  events::Call call{.route = operation.route,
                    .caller = passage.admitted->caller,
                    .input = std::move(input),
                    .expected_revision = *revision,
                    .repeat = *repeat};
  call.done = [exchange = passage.exchange, &operation,
               request = std::move(passage.request)](Result<events::Answer> answer) {
    try {
      answer ? exchange->answer(answer_response(operation, request, *std::move(answer)))
             : exchange->refuse(answer.error());
    } catch (const std::exception& thrown) {
      exchange->refuse({.detail = fmt::format("Answering threw: {}", thrown.what())});
    }
  };
  operation.executor->execute(std::move(call));
}

}  // namespace kith::http
