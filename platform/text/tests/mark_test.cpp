// SPDX-License-Identifier: Apache-2.0
#include "text/mark.h"

#include <gtest/gtest.h>

#include <string>

namespace kith::text {
namespace {

int mark_of(std::string_view text) {
  const std::optional<Mark> mark = read_mark(text);
  return mark ? mark->value : 0;
}

bool leaves_a_wait(std::string_view text) {
  return needs_reply(read_mark(text).value_or(Mark{}));
}

TEST(Mark, is_a_number_stars_or_a_share_of_five) {
  for (const char* text :
       {"4",         " 4 ",         "4.",       "4!",     "4/5",    "4 / 5",   "4 out of 5",
        "4 of 5",    "4 von 5",     "4 sur 5",  "4 de 5", "4 su 5", "4 stars", "4 Sterne",
        "4 étoiles", "4 estrellas", "4 stelle", "4★",     "4 ⭐",   "★★★★",    "★★★★☆",
        "⭐⭐⭐⭐",  "⭐️⭐️⭐️⭐️",    "🌟🌟🌟🌟", "４",     "٤",      "4️⃣"}) {
    EXPECT_EQ(mark_of(text), 4) << text;
  }
  for (int value = 1; value <= 5; ++value) {
    EXPECT_EQ(mark_of(std::to_string(value)), value);
  }
}

TEST(Mark, may_have_words_behind_it) {
  for (const char* text : {"4, thanks", "4 thank you!", "4 👍", "4\nVery kind people", "4 - fine",
                           "4/5 very friendly", "★★★★ very friendly", "4: went well", "4. Danke"}) {
    EXPECT_EQ(mark_of(text), 4) << text;
    EXPECT_FALSE(leaves_a_wait(text)) << text;
  }
  EXPECT_EQ(std::string(read_mark("4, thanks")->rest), " thanks");
}

TEST(Mark, waits_for_an_answer_where_the_words_behind_it_do) {
  for (const char* text : {"2, it still does not work", "1. When do I get my money back?",
                           "★ please call me", "3/5 but the lid is broken"}) {
    EXPECT_GT(mark_of(text), 0) << text;
    EXPECT_TRUE(leaves_a_wait(text)) << text;
  }
}

TEST(Mark, is_no_number_that_counts_something_else) {
  for (const char* text : {"",
                           " ",
                           "0",
                           "6",
                           "10",
                           "44",
                           "-4",
                           "+4",
                           "#4",
                           "$4",
                           "4.5",
                           "4,5",
                           "4-5 days",
                           "4:30",
                           "4/10",
                           "4 / 50",
                           "4%",
                           "4?",
                           "4/5?",
                           "4 parts are missing",
                           "4 of 6 parts came",
                           "4x",
                           "It is a 4",
                           "four",
                           "★★★★★★",
                           "☆",
                           "4 and a half"}) {
    EXPECT_EQ(mark_of(text), 0) << text;
  }
}

}  // namespace
}  // namespace kith::text
