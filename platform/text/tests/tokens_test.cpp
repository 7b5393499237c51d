// SPDX-License-Identifier: Apache-2.0
#include "text/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <string>
#include <vector>

#include "text/fold_table.h"

namespace kith::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Words = std::vector<std::string>;

Words words(std::string_view text) {
  Words out;
  for_each_token(text, [&](const Token& token) { out.emplace_back(token.text); });
  return out;
}

std::string utf8(char32_t point) {
  char bytes[4];
  return {bytes, write_utf8(point, bytes)};
}

std::string decomposed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  icu::Normalizer2::getNFDInstance(status)
      ->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())}),
                  status)
      .toUTF8String(out);
  return out;
}

TEST(Tokens, are_words_without_case_and_punctuation) {
  EXPECT_THAT(words("Where IS my order?! (No. A-1234)"),
              ElementsAre("where", "is", "my", "order", "no", "a", "1234"));
  EXPECT_THAT(words(""), IsEmpty());
  EXPECT_THAT(words(" .,;!? \n\t"), IsEmpty());
}

TEST(Tokens, say_where_they_stand_in_the_source) {
  const std::string_view text = "Ça va, Zoë! 東京";
  std::vector<std::string> parts;
  for_each_token(text, [&](const Token& token) {
    parts.emplace_back(text.substr(token.begin, token.end - token.begin));
  });
  EXPECT_THAT(parts, ElementsAre("Ça", "va", "Zoë", "東", "京"));
}

TEST(Tokens, have_no_accents_and_no_ligatures) {
  EXPECT_THAT(words("Straße STRASSE ẞ"), ElementsAre("strasse", "strasse", "ss"));
  EXPECT_THAT(words("ﬁne œuvre Ærø Łódź Þór İstanbul ısı"),
              ElementsAre("fine", "oeuvre", "aero", "lodz", "thor", "istanbul", "isi"));
  EXPECT_THAT(words("crème brûlée ñandú Ἀθῆναι"),
              ElementsAre("creme", "brulee", "nandu", "αθηναι"));
  EXPECT_THAT(words("Tiếng Việt Đà Nẵng"), ElementsAre("tieng", "viet", "da", "nang"));
}

TEST(Tokens, are_the_same_for_composed_and_decomposed_text) {
  for (const char* text : {"crème brûlée", "Ёлка мой МОЙ", "한국어 각", "がぎぐヴァイオリン パン",
                           "आपका संदेश", "Tiếng Việt", "ἄλφα", "أهلا"}) {
    EXPECT_EQ(words(text), words(decomposed(text))) << text;
  }
  EXPECT_THAT(words("Ёлка мой мои"), ElementsAre("елка", "мой", "мои"));
}

TEST(Tokens, fold_width_and_styled_letters) {
  EXPECT_THAT(words("ＫＩＴＨ　２０２６"), ElementsAre("kith", "2026"));
  EXPECT_THAT(words("𝓗𝓮𝓵𝓵𝓸 Ⓚⓘⓣⓗ m² ①"), ElementsAre("hello", "kith", "m2", "1"));
  EXPECT_THAT(words("ｶﾞｿﾘﾝ"), ElementsAre("ガ", "ソ", "リ", "ン"));
  EXPECT_THAT(words("Kith™ Acme®"), ElementsAre("kith", "acme"));
}

TEST(Tokens, fold_arabic_as_people_type_it) {
  EXPECT_THAT(words("مُحَمَّد محـــمد"), ElementsAre("محمد", "محمد"));
  EXPECT_THAT(words("أحمد إلى مدرسة"), ElementsAre("احمد", "الي", "مدرسه"));
  EXPECT_THAT(words("می‌خواهم"), ElementsAre("ميخواهم"));
  EXPECT_THAT(words("١٢٣ ۴۵۶"), ElementsAre("123", "456"));
  EXPECT_THAT(words("שָׁלוֹם"), ElementsAre("שלום"));
}

TEST(Tokens, keep_the_vowel_signs_of_indic_scripts) {
  EXPECT_THAT(words("आपका संदेश ज़रूरी"), ElementsAre("आपका", "संदेश", "जरूरी"));
  EXPECT_THAT(words("செய்தி"), ElementsAre("செய்தி"));
}

TEST(Tokens, are_single_characters_where_words_have_no_spaces) {
  EXPECT_THAT(words("東京タワーへ"), ElementsAre("東", "京", "タ", "ワ", "ー", "へ"));
  EXPECT_THAT(words("iPhone用ケース2個"), ElementsAre("iphone", "用", "ケ", "ー", "ス", "2", "個"));
  EXPECT_THAT(words("สินค้า"), ElementsAre("ส", "ิ", "น", "ค", "้", "า"));
  EXPECT_THAT(words("ភាសា"), SizeIs(4));
  EXPECT_THAT(words("ລາວ"), SizeIs(3));
}

TEST(Tokens, are_whole_words_in_hangul) {
  EXPECT_THAT(words("배송이 언제 오나요? ㅋㅋㅋ"),
              ElementsAre("배송이", "언제", "오나요", "ㅋㅋㅋ"));
}

TEST(Tokens, are_emoji_without_tone_and_joiner) {
  EXPECT_THAT(words("ok👍🏽!"), ElementsAre("ok", "👍"));
  EXPECT_THAT(words("👩‍💻❤️"), ElementsAre("👩", "💻", "❤"));
  EXPECT_THAT(words("🇩🇪🇫🇷"), ElementsAre("🇩🇪", "🇫🇷"));
  EXPECT_THAT(words("1️⃣"), ElementsAre("1"));
}

TEST(Tokens, drop_the_sign_of_tags_and_mentions) {
  EXPECT_THAT(words("#Refund @kith_help #東京"), ElementsAre("refund", "kith", "help", "東", "京"));
}

TEST(Tokens, split_at_apostrophes_but_not_in_a_negation) {
  EXPECT_THAT(words("l'avion dell’ordine Anna's"),
              ElementsAre("l", "avion", "dell", "ordine", "anna", "s"));
  EXPECT_THAT(words("don't DON’T isn`t can't've"),
              ElementsAre("dont", "dont", "isnt", "cant", "ve"));
  EXPECT_THAT(words("n't' 'n'to n'"), ElementsAre("nt", "n", "to", "n"));
}

TEST(Tokens, pass_over_invalid_bytes) {
  EXPECT_THAT(words("ab\xFF\xFE"
                    "cd\xC3"),
              ElementsAre("ab", "cd"));
  EXPECT_THAT(words("\xED\xA0\x80"
                    "x\xF5\x80\x80\x80\xC0\xAF"),
              ElementsAre("x"));
  EXPECT_THAT(words(std::string_view("a\0b", 3)), ElementsAre("a", "b"));
}

TEST(Tokens, are_cut_at_their_longest_on_a_character) {
  const std::string long_word(1000, 'x');
  EXPECT_THAT(words(long_word + " y"), ElementsAre(long_word.substr(0, token_bytes), "y"));
  std::string accents = "x";
  std::string expected = "x";
  for (int i = 0; i < 100; ++i) {
    accents += "ж";
    expected += i < 31 ? "ж" : "";
  }
  EXPECT_THAT(words(accents), ElementsAre(expected));
}

TEST(Tokens, do_not_grow_under_a_flood_of_marks) {
  std::string flood = "a";
  for (int i = 0; i < 100000; ++i) {
    flood += "\u0301";
  }
  EXPECT_THAT(words(flood), ElementsAre("a"));
  EXPECT_THAT(words(flood.substr(1)), IsEmpty());
}

TEST(Tokens, of_each_code_point_fold_to_themselves) {
  for (char32_t point = 1; point < 0x110000; ++point) {
    if (point == 0xD800) {
      point = 0xE000;
    }
    if (point == 0x40000) {
      point = 0xE0000;  // planes that Unicode has left empty
    }
    const std::string text = "n" + utf8(point) + "t";
    for_each_token(text, [&](const Token& token) {
      const std::string once(token.text);
      ASSERT_EQ(words(once), Words{once}) << std::hex << static_cast<std::uint32_t>(point);
      ASSERT_EQ(once.find_first_of("\"'*()^:+-{} ,\\"), std::string::npos);
    });
  }
}

TEST(Tokens, of_ascii_are_those_of_the_table) {
  for (char32_t point = 1; point < 0x80; ++point) {
    const Fold fold = fold_of(point);
    const std::string text = utf8(point);
    const std::string expected(fold.length() == 0 ? text : folded_form(fold));
    EXPECT_EQ(words(text), fold.kind() == FoldKind::word ? Words{expected} : Words{}) << text;
  }
}

}  // namespace
}  // namespace kith::text
