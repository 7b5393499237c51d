// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/result.h>
#include <kith/time.h>

namespace kith::access {

/// `too_many`, saying in words and for retry_after() how long to wait; at least a second.
Error too_many(std::string_view why, Duration wait);

/// How long to wait before trying again, where the error says it: the Retry-After of the answer.
std::optional<std::chrono::seconds> retry_after(const Error& error);

}  // namespace kith::access
