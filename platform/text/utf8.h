// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "base/utf8.h"

namespace kith::text {

/// What an invalid byte reads as.
inline constexpr char32_t no_code_point = 0xFFFFFFFF;

/// The code point that begins at `at`, which must be inside `text`. An invalid byte reads as
/// `no_code_point` of size 1, so that a reader always gets on.
inline CodePoint code_point_at(std::string_view text, std::size_t at) {
  const CodePoint point = first_code_point({text.data() + at, text.size() - at});
  return point.size != 0 ? point : CodePoint{no_code_point, 1};
}

inline bool is_valid(CodePoint point) {
  return point.value != no_code_point;
}

/// Writes `value`, a valid code point, to `out` and returns the bytes used, at most 4.
inline std::size_t write_utf8(char32_t value, char* out) {
  if (value < 0x80) {
    out[0] = static_cast<char>(value);
    return 1;
  }
  if (value < 0x800) {
    out[0] = static_cast<char>(0xC0 | value >> 6);
    out[1] = static_cast<char>(0x80 | (value & 0x3F));
    return 2;
  }
  if (value < 0x10000) {
    out[0] = static_cast<char>(0xE0 | value >> 12);
    out[1] = static_cast<char>(0x80 | (value >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (value & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | value >> 18);
  out[1] = static_cast<char>(0x80 | (value >> 12 & 0x3F));
  out[2] = static_cast<char>(0x80 | (value >> 6 & 0x3F));
  out[3] = static_cast<char>(0x80 | (value & 0x3F));
  return 4;
}

}  // namespace kith::text
