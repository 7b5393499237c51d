// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

/// Days of the figures: UTC, from midnight to midnight.
namespace kith::insight {

inline constexpr Duration day = std::chrono::hours(24);

/// The beginning of the day that a moment is in.
Time beginning_of_day(Time moment);

/// The `days` days that end at `to`.
Window days_before(Time to, std::int64_t days);

}  // namespace kith::insight
