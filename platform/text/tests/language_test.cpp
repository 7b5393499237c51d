// SPDX-License-Identifier: Apache-2.0
#include "text/language.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "test_data.h"

namespace kith::text {
namespace {

std::string declared(std::string_view tag) {
  return std::string(declared_language(tag).code());
}
std::string detected(std::string_view text) {
  return std::string(detect_language(text).code());
}

TEST(Language, of_a_tag_is_its_primary_part_in_the_current_spelling) {
  EXPECT_EQ(declared("pt-BR"), "pt");
  EXPECT_EQ(declared("EN_us"), "en");
  EXPECT_EQ(declared("zh-Hant-TW"), "zh");
  EXPECT_EQ(declared("iw"), "he");
  EXPECT_EQ(declared("deu"), "de");
  EXPECT_EQ(declared("no"), "nb");
  EXPECT_EQ(declared("gsw"), "gsw");
}

TEST(Language, of_a_tag_that_names_none_is_unknown) {
  for (const char* tag : {"",
                          "e",
                          "english",
                          "und",
                          "mul",
                          "zxx",
                          "xx",
                          "zz",
                          "qq-DE",
                          "x-klingon",
                          "i-klingon",
                          "en-",
                          "-en",
                          "en--US",
                          "en us",
                          "en.US",
                          "en-verylongsubtag",
                          "de\xC3",
                          "12",
                          "en-US-posix-x-a-b-c-d-e-f-g-h-i-j-k-l"}) {
    EXPECT_EQ(declared(tag), "und") << tag;
  }
}

TEST(Language, of_the_network_goes_before_the_text) {
  EXPECT_EQ(language_of("Where is my order?", "de").code(), "de");
  EXPECT_EQ(language_of("Wo ist denn meine Bestellung geblieben?", "junk!").code(), "de");
}

TEST(Language, is_told_by_the_script_where_that_decides) {
  EXPECT_EQ(detected("한국어"), "ko");
  EXPECT_EQ(detected("ありがとう"), "ja");
  EXPECT_EQ(detected("iPhone 15 Proの充電器が届きません"), "ja");
  EXPECT_EQ(detected("謝謝"), "zh");
  EXPECT_EQ(detected("经济发展"), "zh");
  EXPECT_EQ(detected("経済発展"), "ja");
  EXPECT_EQ(detected("ขอบคุณ"), "th");
  EXPECT_EQ(detected("Ευχαριστώ"), "el");
  EXPECT_EQ(detected("תודה"), "he");
  EXPECT_EQ(detected("გმადლობთ"), "ka");
  EXPECT_EQ(detected("ધન્યવાદ"), "gu");
}

TEST(Language, is_told_by_the_words_where_the_script_does_not_decide) {
  EXPECT_EQ(detected("Where is my order? I have been waiting for two weeks."), "en");
  EXPECT_EQ(detected("Wo bleibt meine Bestellung? Ich warte seit zwei Wochen."), "de");
  EXPECT_EQ(detected("¿Dónde está mi pedido? Llevo dos semanas esperando."), "es");
  EXPECT_EQ(detected("Où est ma commande ? J'attends depuis deux semaines."), "fr");
  EXPECT_EQ(detected("Onde está o meu pedido? Estou à espera há duas semanas."), "pt");
  EXPECT_EQ(detected("Где мой заказ? Я жду уже две недели."), "ru");
  EXPECT_EQ(detected("Де моє замовлення? Я чекаю вже два тижні."), "uk");
  EXPECT_EQ(detected("أين طلبي؟ أنا أنتظر منذ أسبوعين."), "ar");
  EXPECT_EQ(detected("سفارش من کجاست؟ دو هفته است که منتظرم."), "fa");
}

TEST(Language, is_told_from_all_of_the_tables) {
  EXPECT_EQ(detected("Mi atendas mian mendon jam de du semajnoj, kie ĝi estas?"), "eo");
  EXPECT_EQ(detected("Sicela usincede ngokushesha ngoba silindile isikhathi eside"), "zu");
}

TEST(Language, is_unknown_where_there_is_too_little) {
  for (const char* text : {"", "ok", "lol", "12345 67890!", "👍👍👍", "@anna @bert", "\xFF\xFE",
                           "https://example.com/wo/bleibt/meine/bestellung"}) {
    EXPECT_EQ(detected(text), "und") << text;
  }
}

TEST(Language, is_not_told_by_addresses_and_mentions) {
  EXPECT_EQ(detected("@where_is_my_order https://example.com/the/order/is/late/again "
                     "Wo bleibt meine Bestellung?"),
            "de");
}

TEST(Language, takes_any_bytes_and_any_length) {
  EXPECT_EQ(detected(std::string(3'000'000, 'x')), detected(std::string(5000, 'x')));
  std::string junk;
  for (int i = 0; i < 5000; ++i) {
    junk += static_cast<char>(i * 37);
  }
  EXPECT_LE(detect_language(junk).code().size(), 3U);
}

TEST(Language, is_right_on_real_lines_of_75_languages) {
  const std::string path = test_data("langid/dev.tsv.gz");
  if (path.empty()) {
    GTEST_SKIP() << "KITH_TEST_DATA has no langid";
  }
  struct Count {
    double lines = 0;
    double right = 0;
    double wrong = 0;
  };
  std::map<std::string, std::map<std::string, Count>> counts;
  const std::vector<std::string> lines = read_gzipped_lines(path);
  constexpr std::size_t every_nth = 7;
  for (std::size_t i = 1; i < lines.size(); i += every_nth) {
    const std::size_t first = lines[i].find('\t');
    const std::size_t second = lines[i].find('\t', first + 1);
    const std::string language = lines[i].substr(0, first);
    Count& count = counts[lines[i].substr(first + 1, second - first - 1)][language];
    const std::string found = detected(std::string_view(lines[i]).substr(second + 1));
    ++count.lines;
    count.right += found == language ? 1 : 0;
    count.wrong += found != language && found != "und" ? 1 : 0;
  }
  const auto mean = [&](const char* kind, double Count::* member) {
    double sum = 0;
    for (const auto& [language, count] : counts[kind]) {
      sum += count.*member / count.lines;
    }
    return 100 * sum / static_cast<double>(counts[kind].size());
  };
  EXPECT_EQ(counts["sentences"].size(), 75U);
  EXPECT_GT(mean("sentences", &Count::right), 93);
  EXPECT_GT(mean("word-pairs", &Count::right), 73);
  EXPECT_GT(mean("single-words", &Count::right), 55);
  EXPECT_LT(mean("sentences", &Count::wrong), 4.5);
  EXPECT_LT(mean("single-words", &Count::wrong), 15);
}

}  // namespace
}  // namespace kith::text
