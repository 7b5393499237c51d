// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/statement.h>

#include "access/access.h"

namespace kith::access {

/// For how long an ended session is remembered: its network stays a familiar one for so long.
inline constexpr Duration session_remembered = std::chrono::hours(24 * 90);
/// For how long a used or expired link, and a revoked or expired token, can be looked into.
inline constexpr Duration remains_remembered = std::chrono::hours(24 * 30);

/// Removes what is no longer remembered, a bounded piece of it; true when there may be more. To be
/// called by a timer, about once an hour, until false.
Result<bool> forget_expired(Access& access);

std::span<const Statement* const> expiry_statements();

}  // namespace kith::access
