// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kith::text {

/// ASCII alone, whatever the locale: names, tags and schemes are made of nothing else.
constexpr bool is_letter(char each) {
  return (each | 0x20) >= 'a' && (each | 0x20) <= 'z';
}
constexpr bool is_digit(char each) {
  return each >= '0' && each <= '9';
}
constexpr bool is_space(char each) {
  return each == ' ' || (each >= '\t' && each <= '\r');
}

/// The small letter for a capital one, anything else as it is.
constexpr char lower(char each) {
  return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
}

}  // namespace kith::text
