// SPDX-License-Identifier: Apache-2.0
#include "text/tokens.h"

#include <cstdint>
#include <cstring>

#include "text/ascii.h"
#include "text/fold_table.h"

namespace kith::text {
namespace {

constexpr char separator_sign = 0;
constexpr char apostrophe_sign = 1;

constexpr std::array<char, 128> ascii_folds() {
  std::array<char, 128> folds{};
  for (std::size_t at = 0; at < folds.size(); ++at) {
    const char each = static_cast<char>(at);
    folds[at] = is_letter(each) ? lower(each) : is_digit(each) ? each : separator_sign;
  }
  folds['\''] = apostrophe_sign;
  folds['`'] = apostrophe_sign;
  return folds;
}

constexpr std::array<char, 128> ascii_table = ascii_folds();

constexpr char32_t breve = 0x306;
constexpr char32_t voicing_mark = 0x3099;

bool is_jamo(char32_t point) {
  return point >= 0x1100 && point <= 0x11FF;
}

// +1 or +2 for a mark that voices the kana before it, 0 for any other code point.
char32_t voicing(char32_t mark) {
  switch (mark) {
    case voicing_mark:
    case 0xFF9E: return 1;
    case voicing_mark + 1:
    case 0xFF9F: return 2;
    default: return 0;
  }
}

// The kana that `kana` becomes with such a mark, or `kana` where there is none.
char32_t voiced(char32_t kana, char32_t by) {
  constexpr char32_t katakana_from_hiragana = 0x60;
  const bool is_katakana = kana >= 0x30A1;
  const char32_t plain = is_katakana ? kana - katakana_from_hiragana : kana;
  const bool is_k_or_s = plain >= 0x304B && plain <= 0x3061 && plain % 2 == 1;
  const bool is_t = plain == 0x3064 || plain == 0x3066 || plain == 0x3068;
  const bool is_h = plain >= 0x306F && plain <= 0x307B && (plain - 0x306F) % 3 == 0;
  if (is_h || ((is_k_or_s || is_t) && by == 1)) {
    return kana + by;
  }
  const bool is_u = plain == 0x3046 && by == 1;
  return is_u ? (is_katakana ? 0x30F4 : 0x3094) : kana;
}

// A leading jamo and a vowel, or a syllable without a final and a final, as one syllable; 0 where
// they do not join.
char32_t joined_hangul(char32_t last, char32_t next) {
  constexpr char32_t syllables = 0xAC00;
  constexpr char32_t vowels = 21;
  constexpr char32_t finals = 28;
  if (last >= 0x1100 && last <= 0x1112 && next >= 0x1161 && next <= 0x1175) {
    return syllables + ((last - 0x1100) * vowels + (next - 0x1161)) * finals;
  }
  const bool is_open = last >= syllables && last <= 0xD7A3 && (last - syllables) % finals == 0;
  return is_open && next >= 0x11A8 && next <= 0x11C2 ? last + (next - 0x11A7) : 0;
}

}  // namespace

bool Tokeniser::next(Token& token) {
  while (at_ < text_.size()) {
    const auto byte = static_cast<std::uint8_t>(text_[at_]);
    if (byte < 0x80) {
      if (ascii_table[byte] > apostrophe_sign) {
        read_word(token);
        return true;
      }
      ++at_;
      continue;
    }
    const CodePoint point = code_point_at(text_, at_);
    const FoldKind kind = is_valid(point) ? fold_of(point.value).kind() : FoldKind::separator;
    if (kind == FoldKind::single) {
      read_character(token, point);
      return true;
    }
    if (kind == FoldKind::word || (kind == FoldKind::composing && is_jamo(point.value))) {
      read_word(token);
      return true;
    }
    if (kind == FoldKind::regional) {
      read_flag(token, point);
      return true;
    }
    at_ += point.size;
  }
  return false;
}

void Tokeniser::read_word(Token& token) {
  token.begin = at_;
  size_ = 0;
  is_cut_ = false;
  while (at_ < text_.size()) {
    const auto byte = static_cast<std::uint8_t>(text_[at_]);
    if (byte >= 0x80) {
      if (!read_letter()) {
        break;
      }
      continue;
    }
    const char folded = ascii_table[byte];
    if (folded > apostrophe_sign) {
      if (size_ < token_bytes && !is_cut_) {
        folded_[size_++] = folded;
      } else {
        is_cut_ = true;
      }
    } else if (folded == separator_sign || !completes_not(at_ + 1)) {
      break;
    }
    ++at_;
  }
  token.end = at_;
  token.text = {folded_.data(), size_};
  token.is_character = false;
}

// Takes the code point at hand, which is not ASCII, into the word; false when it ends the word.
bool Tokeniser::read_letter() {
  const CodePoint point = code_point_at(text_, at_);
  if (!is_valid(point)) {
    return false;
  }
  const Fold fold = fold_of(point.value);
  const std::string_view source = text_.substr(at_, point.size);
  switch (fold.kind()) {
    case FoldKind::word: append(fold.length() == 0 ? source : folded_form(fold)); break;
    case FoldKind::ignored: break;
    case FoldKind::composing: compose(point.value, source); break;
    case FoldKind::apostrophe:
      if (!completes_not(at_ + point.size)) {
        return false;
      }
      break;
    case FoldKind::separator:
    case FoldKind::single:
    case FoldKind::regional: return false;
  }
  at_ += point.size;
  return true;
}

void Tokeniser::read_character(Token& token, CodePoint point) {
  const Fold fold = fold_of(point.value);
  token.begin = at_;
  token.text = fold.length() == 0 ? text_.substr(at_, point.size) : folded_form(fold);
  token.is_character = true;
  at_ += point.size;
  if (at_ < text_.size()) {
    const CodePoint mark = code_point_at(text_, at_);
    const char32_t by = voicing(mark.value);
    if (by != 0) {
      const char32_t plain = code_point_at(token.text, 0).value;
      token.text = {folded_.data(), write_utf8(voiced(plain, by), folded_.data())};
      at_ += mark.size;
    }
  }
  token.end = at_;
}

void Tokeniser::read_flag(Token& token, CodePoint half) {
  token.begin = at_;
  at_ += half.size;
  if (at_ < text_.size()) {
    const CodePoint other = code_point_at(text_, at_);
    if (is_valid(other) && fold_of(other.value).kind() == FoldKind::regional) {
      at_ += other.size;
    }
  }
  token.end = at_;
  token.text = text_.substr(token.begin, token.end - token.begin);
  token.is_character = true;
}

void Tokeniser::append(std::string_view folded) {
  is_cut_ = is_cut_ || size_ + folded.size() > token_bytes;
  if (!is_cut_) {
    std::memcpy(folded_.data() + size_, folded.data(), folded.size());
    size_ += folded.size();
  }
}

// Joins with what was appended last, never with what stands before it in the source, so that a
// folded token folds to itself.
void Tokeniser::compose(char32_t point, std::string_view source) {
  constexpr std::string_view letter_short_i = "\u0439";
  constexpr std::string_view letter_i = "\u0438";
  const std::string_view word{folded_.data(), size_};
  if (point == breve && !is_cut_ && word.ends_with(letter_i)) {
    std::memcpy(folded_.data() + size_ - letter_i.size(), letter_short_i.data(),
                letter_short_i.size());
    return;
  }
  if (!is_jamo(point)) {
    return;
  }
  constexpr std::size_t hangul_bytes = 3;
  const char32_t last =
      size_ >= hangul_bytes ? code_point_at(word, size_ - hangul_bytes).value : no_code_point;
  const char32_t joined = joined_hangul(last, point);
  if (joined == 0) {
    append(source);
  } else if (!is_cut_) {
    write_utf8(joined, folded_.data() + size_ - hangul_bytes);
  }
}

// Whether the word so far and what stands after its apostrophe make a whole "…n't".
bool Tokeniser::completes_not(std::size_t at) const {
  const bool is_after_n = size_ > 0 && !is_cut_ && folded_[size_ - 1] == 'n';
  if (!is_after_n || at >= text_.size() || (text_[at] | 0x20) != 't') {
    return false;
  }
  if (at + 1 == text_.size()) {
    return true;
  }
  const CodePoint after = code_point_at(text_, at + 1);
  if (!is_valid(after)) {
    return true;
  }
  const FoldKind kind = fold_of(after.value).kind();
  return kind != FoldKind::word && kind != FoldKind::ignored && kind != FoldKind::composing;
}

}  // namespace kith::text
