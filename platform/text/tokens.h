// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "text/utf8.h"

namespace kith::text {

/// The longest folded form of a token in bytes. A longer word is cut there, in the index and in
/// the query alike, so that a pasted blob costs no more than a word.
inline constexpr std::size_t token_bytes = 64;

/// One word of a text as the search sees it.
struct Token {
  /// Folded: case, accents, width, ligatures and digits of other scripts. Valid until the next
  /// call of the tokeniser. Holds letters, marks, digits and emoji only, never punctuation.
  std::string_view text;
  std::size_t begin = 0;  ///< where it stands in the source, in bytes
  std::size_t end = 0;
  /// It is one character that is a token by itself: an ideograph, a kana, Thai, an emoji.
  bool is_character = false;
};

/// Cuts a UTF-8 text into tokens; the one tokeniser of index, query, tail scan and readings.
///
/// - A word is a run of letters, marks and digits; everything else separates, '#' and '@' too.
/// - Scripts written without spaces give one token per character, so that any part is a phrase.
/// - An emoji is a token; of a joined sequence each pictograph is one, skin tones are left out,
///   the two halves of a flag are one.
/// - An apostrophe separates (l'avion → l, avion) except in n't (don't → dont).
/// - A token cut again gives itself. Invalid UTF-8 separates. Time is linear, nothing is allocated.
///
/// One thread at a time; the source must outlive it.
class Tokeniser {
 public:
  explicit Tokeniser(std::string_view text) : text_(text) {}

  /// Reads the next token into `token`; false at the end of the text.
  bool next(Token& token);

 private:
  void read_word(Token& token);
  bool read_letter();
  void read_character(Token& token, CodePoint point);
  void read_flag(Token& token, CodePoint half);
  void append(std::string_view folded);
  void compose(char32_t point, std::string_view source);
  bool completes_not(std::size_t at) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t size_ = 0;
  bool is_cut_ = false;
  std::array<char, token_bytes> folded_;
};

/// Calls `use(const Token&)` for each token of `text`, in order.
template <class Use>
void for_each_token(std::string_view text, Use&& use) {
  Tokeniser tokeniser(text);
  Token token;
  while (tokeniser.next(token)) {
    use(static_cast<const Token&>(token));
  }
}

}  // namespace kith::text
