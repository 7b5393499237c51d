// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace kith::text {

/// A language by its ISO 639-1 code, or its 639-3 code where it has no other; "und" when nobody
/// knows. Four bytes, no allocation.
class Language {
 public:
  constexpr Language() = default;
  /// `code` has two or three letters.
  explicit constexpr Language(std::string_view code) : code_{} {
    std::copy_n(code.begin(), std::min(code.size(), code_.size() - 1), code_.begin());
  }

  constexpr std::string_view code() const { return {code_.data(), code_[2] == 0 ? 2U : 3U}; }
  constexpr bool is_known() const { return *this != Language(); }
  constexpr bool operator==(const Language&) const = default;

 private:
  std::array<char, 4> code_ = {'u', 'n', 'd', 0};
};

/// The language that a network's BCP 47 tag names: "pt-BR" → pt, "zh_Hant" → zh, "iw" → he.
/// "und" for a tag that is malformed, private, for several languages or none, or unassigned.
Language declared_language(std::string_view tag);

/// The language that `text` is written in, by its script where that decides and by CLD2 where it
/// does not; "und" when there is too little text to tell. Addresses and mentions are not read, nor
/// what comes after the first kilobyte. Any thread; CLD2's tables are first touched when needed.
Language detect_language(std::string_view text);

/// What the network says, and what the text shows where the network says nothing.
Language language_of(std::string_view text, std::string_view tag);

}  // namespace kith::text
