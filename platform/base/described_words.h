// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <kith/type.h>

namespace kith {

/// The most of something that has no limit.
inline constexpr std::uint32_t no_limit = std::numeric_limits<std::uint32_t>::max();

/// What a value must be, in words that complete "Must be …": "a whole number from 1 to 5".
std::string described_words(const Type& type, const Limits& limits);

/// The words of an enumeration or choice: "post, reply, review".
std::string joined_words(const Type& type);

/// The name among the members of `type` that `wrong` was probably meant to be, or "".
std::string_view nearest_name(const Type& type, std::string_view wrong);

/// The bounds of an integer: its limits within what its size and JSON allow.
struct Bounds {
  std::int64_t minimum;
  std::int64_t maximum;
};
Bounds integer_bounds(const Type& type, const Limits& limits);

}  // namespace kith
