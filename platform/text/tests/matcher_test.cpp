// SPDX-License-Identifier: Apache-2.0
#include "text/matcher.h"

#include <gtest/gtest.h>

#include <string>

namespace kith::text {
namespace {

bool finds(std::string_view query, std::string_view text) {
  return matches(parse_query(query).value(), text);
}

TEST(Matcher, needs_every_word_and_no_excluded_one) {
  EXPECT_TRUE(finds("refund late", "My REFUND is late"));
  EXPECT_FALSE(finds("refund late", "My refund"));
  EXPECT_FALSE(finds("refund -late", "My refund is late"));
  EXPECT_TRUE(finds("refund -\"is late\"", "My refund came late"));
}

TEST(Matcher, finds_phrases_only_in_order) {
  EXPECT_TRUE(finds("\"a b a c\"", "a b a b a c"));
  EXPECT_FALSE(finds("\"a b\"", "a x b"));
  EXPECT_FALSE(finds("\"a b\"", "b a"));
  EXPECT_TRUE(finds("\"end start\"", "the end. Start again"));
}

TEST(Matcher, finds_beginnings_any_of_and_parts_of_unspaced_text) {
  EXPECT_TRUE(finds("refu* OR cash", "refunded"));
  EXPECT_TRUE(finds("refu* OR cash", "Cash!"));
  EXPECT_FALSE(finds("refu* OR cash", "money"));
  EXPECT_TRUE(finds("京タ", "東京タワー"));
  EXPECT_TRUE(finds("한국*", "한국어"));
  EXPECT_TRUE(finds("👍", "ok👍🏽"));
}

TEST(Matcher, keeps_nothing_from_the_text_before) {
  Matcher matcher(parse_query("\"a b\"").value());
  EXPECT_FALSE(matcher.matches("x a"));
  EXPECT_FALSE(matcher.matches("b"));
  EXPECT_TRUE(matcher.matches("a b"));
  EXPECT_FALSE(matcher.matches(""));
}

TEST(Matcher, handles_a_phrase_longer_than_a_machine_word) {
  std::string phrase;
  for (int i = 0; i < 200; ++i) {
    phrase += "w" + std::to_string(i % 7) + " ";
  }
  EXPECT_TRUE(finds("\"" + phrase + "end\"", "w0 w1 " + phrase + phrase + "end"));
  EXPECT_FALSE(finds("\"" + phrase + "end\"", phrase + "w1 end"));
}

}  // namespace
}  // namespace kith::text
