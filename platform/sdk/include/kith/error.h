// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith {

/// Why an operation did not do what was asked. The words and HTTP statuses are part of the API
/// (`error_word`, `error_status`); a value is never renamed or reused.
enum class ErrorCode : std::uint8_t {
  invalid,                ///< 400: malformed input or an unknown field
  unauthenticated,        ///< 401: nobody is signed in, or the token is not valid
  forbidden,              ///< 403: readable, but the permission for this verb is missing
  not_found,              ///< 404: absent, or outside what the caller may read
  conflict,               ///< 409: something else happened first
  stale,                  ///< 412: the revision in If-Match is not the current one
  rule,                   ///< 422: a rule of the domain forbids it
  locked,                 ///< 423: behind a gate that is shut
  precondition_required,  ///< 428: If-Match is missing
  too_many,               ///< 429: a limit on the caller
  internal,               ///< 500: a defect of kith; the detail is in the log
  unavailable,            ///< 503: the store cannot take it now (disk full, stopping, overloaded)
};

/// One thing wrong with one member of an input.
struct Fault {
  std::string pointer;  ///< RFC 6901 pointer into the input, "" for the whole
  std::string code;     ///< what kind, for programs: "unknown_field", "range", "required", …
  std::string message;  ///< what is wrong and how to mend it, for a person
};

/// What went wrong, in words for the person (`message`) and for the log (`detail`, never shown).
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::string detail = {};
  std::string field = {};  ///< RFC 6901 pointer to the one member at fault, or ""
  std::vector<Fault> faults = {};
};

/// The word for `code` in problem bodies, schemas and logs, as "not_found".
constexpr std::string_view error_word(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid: return "invalid";
    case ErrorCode::unauthenticated: return "unauthenticated";
    case ErrorCode::forbidden: return "forbidden";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::stale: return "stale";
    case ErrorCode::rule: return "rule";
    case ErrorCode::locked: return "locked";
    case ErrorCode::precondition_required: return "precondition_required";
    case ErrorCode::too_many: return "too_many";
    case ErrorCode::internal: return "internal";
    case ErrorCode::unavailable: return "unavailable";
  }
  return "internal";
}

/// The HTTP status that carries `code`.
constexpr int error_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid: return 400;
    case ErrorCode::unauthenticated: return 401;
    case ErrorCode::forbidden: return 403;
    case ErrorCode::not_found: return 404;
    case ErrorCode::conflict: return 409;
    case ErrorCode::stale: return 412;
    case ErrorCode::rule: return 422;
    case ErrorCode::locked: return 423;
    case ErrorCode::precondition_required: return 428;
    case ErrorCode::too_many: return 429;
    case ErrorCode::internal: return 500;
    case ErrorCode::unavailable: return 503;
  }
  return 500;
}

}  // namespace kith
