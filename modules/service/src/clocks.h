// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include <kith/calendar.h>

#include "case.h"

/// How the time of a case is counted. `hours` is the calendar whose business time counts, or
/// nullptr where every hour does; pauses are in order and do not overlap.
namespace kith::service {

/// What of [from, to) counts once the pauses are taken out; none where `to` is not after `from`.
Duration running_time(const Calendar* hours, Time from, Time to, std::span<const Pause> pauses);

/// When a clock that started at `from` will have run for `span`.
Time due_after(const Calendar* hours, Time from, Duration span, std::span<const Pause> pauses);

/// Rounded down.
std::int64_t whole_minutes(Duration span);

}  // namespace kith::service
