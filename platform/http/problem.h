// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <kith/error.h>

#include "http/message.h"

namespace kith::http {

/// One code of error as the API promises it: for problem bodies, the help page and OpenAPI.
struct ProblemKind {
  ErrorCode code;
  std::string_view title;    ///< the same for every problem of this code
  std::string_view meaning;  ///< for whoever programs against the API: why, and what to do
};

/// Every code, in the order of their statuses.
std::span<const ProblemKind> problem_kinds();

/// `error` as application/problem+json. `status` is the code's own unless the protocol has a more
/// exact one for the case, as 405 or 415 for `invalid`. An `internal` error tells nothing but the
/// request's id.
Response problem(const Error& error, std::string_view request_id,
                 std::optional<int> status = std::nullopt);

}  // namespace kith::http
