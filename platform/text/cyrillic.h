// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace kith::text {

/// The Cyrillic letters of a text. Six languages that share most of their words can be told apart
/// by a letter that only some of them write.
class CyrillicLetters {
 public:
  /// Takes a letter of the script into account, of either case.
  void add(char32_t letter);

  /// `guess`, the code of a language or "", unless its alphabet lacks a letter of the text: then
  /// the one language that has them all, Russian where several have, or `guess` where none has.
  std::string_view corrected(std::string_view guess) const;

 private:
  std::uint64_t letters_ = 0;
};

}  // namespace kith::text
