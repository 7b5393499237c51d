// SPDX-License-Identifier: Apache-2.0
#include "http/problem.h"

#include <algorithm>
#include <array>

#include "base/json_writer.h"

namespace kith::http {
namespace {

constexpr std::array kinds{
    ProblemKind{ErrorCode::invalid, "The request is not right",
                "The request is malformed, has an unknown or missing member, or a value outside "
                "its limits; errors[] points at each. Also with status 405, where the address "
                "takes other methods (the header Allow names them), and 415, where the body is "
                "not JSON. Asking again without a change gives the same answer."},
    ProblemKind{ErrorCode::unauthenticated, "Nobody is signed in",
                "There is no session and no token with the request, or it is not valid any more. "
                "Sign in, or send the header Authorization: Bearer with a token."},
    ProblemKind{ErrorCode::forbidden, "You may not do this",
                "Whoever asks may not do this; the detail names the permission that is missing. "
                "Also where a write with a session's cookie does not come from kith's own pages."},
    ProblemKind{ErrorCode::not_found, "There is no such thing",
                "It does not exist, or lies outside what whoever asks may read."},
    ProblemKind{ErrorCode::conflict, "Something else happened first",
                "Another change came first and does not go together with this one. Read again, "
                "then decide."},
    ProblemKind{ErrorCode::stale, "It has changed since you read it",
                "The revision in If-Match is not the current one. Read again, then decide."},
    ProblemKind{ErrorCode::rule, "A rule forbids this",
                "The request is understood, but a rule of the domain forbids it; the detail says "
                "which. Also where an Idempotency-Key comes again with another request."},
    ProblemKind{ErrorCode::locked, "This is locked",
                "It stands behind a gate that is shut; the detail says what opens it."},
    ProblemKind{ErrorCode::precondition_required, "If-Match is missing",
                "Every PATCH, PUT and DELETE says in If-Match which revision it changes: the ETag "
                "that came with it."},
    ProblemKind{
        ErrorCode::too_many, "Too many requests",
        "A limit is reached. The header Retry-After says in how many seconds to try again."},
    ProblemKind{ErrorCode::internal, "kith made a mistake",
                "A defect of kith. The log of the server has the details under the request_id; "
                "tell it to whoever runs the server."},
    ProblemKind{ErrorCode::unavailable, "kith cannot take this now",
                "The server is stopping, overloaded or out of disk. Nothing was changed; try "
                "again in a moment."},
};

const ProblemKind& kind_of(ErrorCode code) {
  const auto found = std::ranges::find(kinds, code, &ProblemKind::code);
  return found == kinds.end() ? kind_of(ErrorCode::internal) : *found;
}

void write_fault(JsonWriter& json, std::string_view pointer, std::string_view code,
                 std::string_view detail) {
  json.begin_object();
  json.plain_key("pointer");
  json.text(pointer);
  json.plain_key("code");
  json.text(code);
  json.plain_key("detail");
  json.text(detail);
  json.end_object();
}

void write_faults(JsonWriter& json, const Error& error) {
  if (error.faults.empty() && error.field.empty()) {
    return;
  }
  json.plain_key("errors");
  json.begin_list();
  for (const Fault& fault : error.faults) {
    write_fault(json, fault.pointer, fault.code, fault.message);
  }
  if (error.faults.empty()) {
    write_fault(json, error.field, error_word(error.code), error.message);
  }
  json.end_list();
}

}  // namespace

std::span<const ProblemKind> problem_kinds() {
  return kinds;
}

Response problem(const Error& error, std::string_view request_id, std::optional<int> status) {
  const bool internal = error.code == ErrorCode::internal;
  Response response{.status = status.value_or(error_status(error.code))};
  response.headers.emplace_back("Content-Type", "application/problem+json");
  const ProblemKind& kind = kind_of(error.code);
  JsonWriter json(response.body);
  json.begin_object();
  json.plain_key("type");
  json.plain_text("/api/docs/errors#" + std::string(error_word(error.code)));
  json.plain_key("title");
  json.plain_text(kind.title);
  json.plain_key("status");
  json.integer(response.status);
  json.plain_key("detail");
  json.text(internal ? "This is a defect of kith, not of your request. The server's log has the "
                       "details under the request's id."
                     : std::string_view(error.message));
  json.plain_key("code");
  json.plain_text(error_word(error.code));
  json.plain_key("request_id");
  json.text(request_id);
  if (!internal) {
    write_faults(json, error);
  }
  json.end_object();
  return response;
}

}  // namespace kith::http
