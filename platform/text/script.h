// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kith::text {

/// The scripts that the choice of a language looks at.
enum class Script : std::uint8_t {
  none,  ///< digits, punctuation, emoji and whatever is not listed
  latin,
  cyrillic,
  arabic,
  devanagari,
  han,
  greek,
  armenian,
  hebrew,
  bengali,
  gurmukhi,
  gujarati,
  oriya,
  tamil,
  telugu,
  kannada,
  malayalam,
  sinhala,
  thai,
  lao,
  myanmar,
  georgian,
  hangul,
  khmer,
  kana,
};
inline constexpr std::size_t script_count = static_cast<std::size_t>(Script::kana) + 1;

/// The script of a letter.
Script script_of(char32_t point);

/// The code of the one living language that practically all text of `script` is in, or "".
std::string_view only_language_of(Script script);

}  // namespace kith::text
