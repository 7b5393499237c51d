// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kith::text {

/// One code point read from UTF-8. An invalid byte reads as `kInvalid` of length 1, so that a
/// reader always gets on.
struct CodePoint {
  static constexpr char32_t kInvalid = 0xFFFFFFFF;

  char32_t value = kInvalid;
  std::size_t length = 1;

  bool is_valid() const { return value != kInvalid; }
};

/// The code point that begins at `at`, which must be inside `text`. Overlong forms, surrogates
/// and numbers beyond Unicode are invalid.
inline CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t offset) {
    return static_cast<std::uint8_t>(text[at + offset]);
  };
  const auto is_tail = [&](std::size_t offset) { return (byte(offset) & 0xC0) == 0x80; };
  const auto tail = [&](std::size_t offset) { return static_cast<char32_t>(byte(offset) & 0x3F); };
  const std::size_t left = text.size() - at;
  const char32_t lead = byte(0);
  if (lead < 0x80) {
    return {lead, 1};
  }
  if (lead >= 0xC2 && lead < 0xE0 && left >= 2 && is_tail(1)) {
    return {(lead & 0x1F) << 6 | tail(1), 2};
  }
  if (lead >= 0xE0 && lead < 0xF0 && left >= 3 && is_tail(1) && is_tail(2)) {
    const char32_t value = (lead & 0x0F) << 12 | tail(1) << 6 | tail(2);
    if (value >= 0x800 && (value < 0xD800 || value > 0xDFFF)) {
      return {value, 3};
    }
  }
  if (lead >= 0xF0 && lead < 0xF5 && left >= 4 && is_tail(1) && is_tail(2) && is_tail(3)) {
    const char32_t value = (lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
    if (value >= 0x10000 && value < 0x110000) {
      return {value, 4};
    }
  }
  return {};
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
