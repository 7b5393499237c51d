// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Quotes are places in the texts of messages, never copies: what is erased is gone from them too.
namespace kith::product {

/// A place in a text, in code points.
struct Place {
  std::int64_t first = 0;
  std::int64_t length = 0;  ///< 0: all of it
  bool operator==(const Place&) const = default;
};

/// How many code points of a text are shown where no place in it is named.
inline constexpr std::int64_t longest_quote = 2'000;

/// How many code points a text has.
std::int64_t code_points(std::string_view text);
/// What stands at a place; of all of a text, its beginning.
std::string quote_of(std::string_view text, Place place);

}  // namespace kith::product
