// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <kith/event.h>

namespace kith::service {

/// What a draw is for: two draws at one event are independent.
enum class Draw : std::uint8_t { survey, audit };

/// Parts of a whole draw.
inline constexpr std::int64_t whole_draw = 10'000;

/// A number from 0 to below `whole_draw`, each as likely, mixed from the place of an event in the
/// log and the microsecond of its record: nobody who works a case can choose those, and everybody
/// can work a draw out again from the log.
std::int64_t drawn(const EventHead& head, Draw draw);

}  // namespace kith::service
