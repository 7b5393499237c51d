// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace kith {

/// One code point at the start of a text; `size` 0 where the text does not start with one.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  ///< in bytes
};

/// The first code point of `text`; refuses overlong forms, surrogates and what is above U+10FFFF.
CodePoint first_code_point(std::string_view text);

bool is_valid_utf8(std::string_view text);

/// The number of code points of valid UTF-8.
std::size_t count_code_points(std::string_view text);

/// How many bytes at the start of `text` are ASCII.
std::size_t ascii_prefix(std::string_view text);

}  // namespace kith
