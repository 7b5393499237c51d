// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace kith {
namespace {

/// The plain encoding, written from the table of the Unicode standard.
std::string encode(char32_t value) {
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  if (value < 0x80) {
    return {byte(value)};
  }
  if (value < 0x800) {
    return {byte(0xC0 | (value >> 6)), byte(0x80 | (value & 0x3F))};
  }
  if (value < 0x10000) {
    return {byte(0xE0 | (value >> 12)), byte(0x80 | ((value >> 6) & 0x3F)),
            byte(0x80 | (value & 0x3F))};
  }
  return {byte(0xF0 | (value >> 18)), byte(0x80 | ((value >> 12) & 0x3F)),
          byte(0x80 | ((value >> 6) & 0x3F)), byte(0x80 | (value & 0x3F))};
}

TEST(Utf8, decodes_every_code_point_and_refuses_surrogates) {
  for (char32_t value = 0; value <= 0x110100; ++value) {
    const bool scalar = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    const std::string text = encode(value);
    const CodePoint point = first_code_point(text);
    ASSERT_EQ(point.size, scalar ? text.size() : 0U) << static_cast<std::uint32_t>(value);
    ASSERT_TRUE(!scalar || point.value == value);
    ASSERT_EQ(is_valid_utf8(text), scalar);
  }
}

TEST(Utf8, refuses_overlong_forms_and_cut_ones) {
  for (const std::string_view wrong :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC3(",
        "\xE2\x28\xA1", "abcdefgh\xC3"}) {
    EXPECT_FALSE(is_valid_utf8(wrong));
  }
}

TEST(Utf8, counts_code_points) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("aé€😀"), 4U);
  EXPECT_TRUE(is_valid_utf8("aé€😀 and much ASCII after it"));
}

}  // namespace
}  // namespace kith
