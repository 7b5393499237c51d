// SPDX-License-Identifier: Apache-2.0
// Runs at build time: asks ICU what each code point means to a search and writes the answer as the
// constant table behind text/fold_table.h, so that kith itself starts without ICU.

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/fold_table.h"

namespace {

using kith::text::Fold;
using kith::text::FoldKind;

constexpr UChar32 code_points = 0x110000;
constexpr UChar32 small_short_i = 0x439;
constexpr std::size_t longest_fold = 31;

struct Meaning {
  FoldKind kind = FoldKind::separator;
  std::string folded = {};  // "" = the code point itself
};

// Letters that no decomposition turns into what people type instead of them.
constexpr std::pair<UChar32, const char16_t*> typed_as[] = {
    {0xE6, u"ae"},      {0x153, u"oe"},     {0xF8, u"o"},       {0x111, u"d"},
    {0x142, u"l"},      {0x127, u"h"},      {0x131, u"i"},      {0xF0, u"d"},
    {0xFE, u"th"},      {0x167, u"t"},      {0x649, u"\u064A"}, {0x6CC, u"\u064A"},
    {0x6D2, u"\u064A"}, {0x6A9, u"\u0643"}, {0x629, u"\u0647"}, {0x6C1, u"\u0647"},
    {0x671, u"\u0627"},
};

constexpr UChar32 apostrophes[] = {0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x201B, 0x2BC, 0xFF07};

// Symbols that Unicode counts as emoji and people as punctuation.
constexpr UChar32 plain_symbols[] = {0xA9, 0xAE, 0x2122, 0x203C, 0x2049};

template <std::size_t size>
bool contains(const UChar32 (&list)[size], UChar32 point) {
  return std::find(std::begin(list), std::end(list), point) != std::end(list);
}

bool is_mark(UChar32 point) {
  return (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
}

bool has_no_spaces_around_words(UChar32 point) {
  if (u_getIntPropertyValue(point, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) {
    return true;  // Thai, Lao, Khmer, Myanmar and their kin
  }
  for (const UScriptCode script : {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA,
                                   USCRIPT_BOPOMOFO, USCRIPT_YI, USCRIPT_TANGUT, USCRIPT_NUSHU}) {
    if (uscript_hasScript(point, script)) {
      return true;
    }
  }
  return false;
}

// An accent, a vowel point or another mark that people leave out when they search. Vowel signs and
// viramas of the Indic scripts are letters to their readers and stay.
bool is_dropped_mark(UChar32 point) {
  if (!is_mark(point)) {
    return false;
  }
  if (U_GET_GC_MASK(point) & U_GC_ME_MASK) {
    return true;
  }
  const int ccc = u_getCombiningClass(point);
  return ccc == 1 || ccc == 7 || (ccc >= 10 && ccc <= 36) || ccc >= 200;
}

bool is_ignorable(UChar32 point) {
  constexpr UChar32 tatweel = 0x640;
  constexpr UChar32 zero_width_space = 0x200B;
  return point == tatweel || (point != zero_width_space &&
                              u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
}

bool is_word_letter(UChar32 point) {
  constexpr std::uint32_t letters_and_numbers = U_GC_L_MASK | U_GC_N_MASK;
  return (U_GET_GC_MASK(point) & letters_and_numbers) != 0 ||
         u_hasBinaryProperty(point, UCHAR_ALPHABETIC);
}

bool is_emoji(UChar32 point) {
  return point > 0x7F && !contains(plain_symbols, point) &&
         (u_hasBinaryProperty(point, UCHAR_EXTENDED_PICTOGRAPHIC) ||
          u_hasBinaryProperty(point, UCHAR_EMOJI));
}

bool is_hangul(UChar32 point) {
  return uscript_hasScript(point, USCRIPT_HANGUL);
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

class Folder {
 public:
  bool has_data() const { return nfkc_ != nullptr && nfkd_ != nullptr; }

  Meaning meaning(UChar32 point) const {
    if (point >= 0x1F1E6 && point <= 0x1F1FF) {
      return {FoldKind::regional};
    }
    if (point == 0x306 || point == 0x3099 || point == 0x309A || point == 0xFF9E ||
        point == 0xFF9F || (point >= 0x1161 && point <= 0x1175) ||
        (point >= 0x11A8 && point <= 0x11C2)) {
      return {FoldKind::composing};
    }
    if (contains(apostrophes, point)) {
      return {FoldKind::apostrophe};
    }
    if (is_ignorable(point)) {
      return {FoldKind::ignored};
    }
    if (u_hasBinaryProperty(point, UCHAR_EMOJI_MODIFIER)) {
      return {FoldKind::separator};
    }
    if (is_word_letter(point) || is_mark(point)) {
      return letter(point);
    }
    return {is_emoji(point) ? FoldKind::single : FoldKind::separator};
  }

 private:
  Meaning letter(UChar32 point) const {
    if (is_word_letter(point) || !is_dropped_mark(point)) {
      if (has_no_spaces_around_words(point)) {
        return {FoldKind::single, single(point)};
      }
    }
    if (is_dropped_mark(point)) {
      return {FoldKind::ignored};
    }
    return {FoldKind::word, word(point)};
  }

  std::string single(UChar32 point) const {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString folded = nfkc_->normalize(icu::UnicodeString(point), status);
    const bool is_one = folded.countChar32() == 1 && folded.char32At(0) != point &&
                        has_no_spaces_around_words(folded.char32At(0));
    return is_one ? utf8(folded) : std::string{};
  }

  std::string word(UChar32 point) const {
    if (is_hangul(point)) {
      return {};
    }
    icu::UnicodeString text(point);
    for (int round = 0; round < 4; ++round) {
      text = fold_once(text);
    }
    if (text.isEmpty() || text == icu::UnicodeString(point)) {
      return {};
    }
    for (int at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
      const UChar32 each = text.char32At(at);
      if (!(is_word_letter(each) || is_mark(each)) || has_no_spaces_around_words(each)) {
        return {};  // ½ or a word in a square: kept as it is
      }
    }
    return utf8(text);
  }

  icu::UnicodeString fold_once(icu::UnicodeString text) const {
    UErrorCode status = U_ZERO_ERROR;
    text.foldCase(U_FOLD_CASE_DEFAULT);
    const icu::UnicodeString apart = nfkd_->normalize(text, status);
    icu::UnicodeString out;
    // й is a letter of its own to those who write it, not an и with an accent.
    if (text.countChar32() == 1 && text.char32At(0) == small_short_i) {
      return text;
    }
    for (int at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
      const UChar32 each = apart.char32At(at);
      if (!is_dropped_mark(each) && !is_ignorable(each) && !contains(apostrophes, each)) {
        append(out, each);
      }
    }
    return out;
  }

  static void append(icu::UnicodeString& out, UChar32 point) {
    if (u_charType(point) == U_DECIMAL_DIGIT_NUMBER) {
      out.append(static_cast<UChar32>('0' + u_charDigitValue(point)));
      return;
    }
    for (const auto& [letter, typed] : typed_as) {
      if (letter == point) {
        out.append(icu::UnicodeString(typed));
        return;
      }
    }
    out.append(point);
  }

  UErrorCode status_ = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc_ = icu::Normalizer2::getNFKCInstance(status_);
  const icu::Normalizer2* nfkd_ = icu::Normalizer2::getNFKDInstance(status_);
};

class Table {
 public:
  void add(const Meaning& meaning) {
    block_.push_back(entry(meaning));
    if (block_.size() == kith::text::fold_block) {
      auto [at, is_new] = blocks_.try_emplace(block_, blocks_.size());
      if (is_new) {
        for (const std::uint32_t each : block_) {
          entries_ += fmt::format("{},", each);
        }
        entries_ += '\n';
      }
      index_ += fmt::format("{},", at->second);
      block_.clear();
    }
  }

  bool write(const char* path) const {
    std::ofstream file(path, std::ios::trunc);
    file << "// Written by fold_generator from ICU's data.\n"
         << fmt::format("const std::uint16_t fold_index[{}] = {{{}}};\n",
                        code_points / kith::text::fold_block, index_)
         << fmt::format("const std::uint32_t fold_entries[{}] = {{{}}};\n",
                        blocks_.size() * kith::text::fold_block, entries_)
         << "const char fold_pool[] = {";
    for (const char each : pool_) {
      file << static_cast<int>(each) << ',';
    }
    file << "0};\n";
    file.close();
    return file.good() && blocks_.size() < 0x10000 && pool_.size() < (1U << 24);
  }

 private:
  std::uint32_t entry(const Meaning& meaning) {
    if (meaning.folded.empty() || meaning.folded.size() > longest_fold) {
      return Fold::pack(meaning.kind, 0, 0);
    }
    auto [at, is_new] = strings_.try_emplace(meaning.folded, pool_.size());
    if (is_new) {
      pool_ += meaning.folded;
    }
    return Fold::pack(meaning.kind, meaning.folded.size(), at->second);
  }

  std::vector<std::uint32_t> block_;
  std::map<std::vector<std::uint32_t>, std::size_t> blocks_;
  std::map<std::string, std::size_t> strings_;
  std::string pool_;
  std::string index_;
  std::string entries_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "usage: fold_generator FILE\n");
    return 2;
  }
  const Folder folder;
  if (!folder.has_data()) {
    fmt::print(stderr, "ICU has no normalisation data\n");
    return 1;
  }
  Table table;
  for (UChar32 point = 0; point < code_points; ++point) {
    table.add(folder.meaning(point));
  }
  return table.write(arguments[1]) ? 0 : 1;
}
