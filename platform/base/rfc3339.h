// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <kith/time.h>

namespace kith {

/// What RFC 3339 can say: the years 0000 to 9999.
inline constexpr Time earliest_rfc3339{-62'167'219'200'000'000};
inline constexpr Time latest_rfc3339{253'402'300'799'999'999};

/// The moment that `text` names, with any offset; what is finer than a microsecond is dropped, and
/// a leap second is the second after it. Nothing for any other text.
std::optional<Time> parse_rfc3339(std::string_view text);

/// `time` in UTC, as "2024-05-01T12:00:00.25Z", with as many of six digits as it needs. A time
/// outside the years 0000 to 9999 is written as the nearest one inside.
void append_rfc3339(std::string& out, Time time);
std::string to_rfc3339(Time time);

/// A day that exists, as "2024-02-29".
bool is_date(std::string_view text);

}  // namespace kith
