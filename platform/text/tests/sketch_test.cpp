// SPDX-License-Identifier: Apache-2.0
#include "text/sketch.h"

#include <gtest/gtest.h>

namespace kith::text {
namespace {

std::int32_t likeness(std::string_view left, std::string_view right) {
  return Texts::likeness(sketch_of(left), sketch_of(right));
}

TEST(Sketch, is_the_same_for_the_same_words_and_alike_for_nearly_the_same) {
  const char* const wish = "Please add a dark mode to the mobile application";
  EXPECT_EQ(likeness(wish, "PLEASE add a dark mode, to the mobile application!"), 10'000);
  EXPECT_GT(likeness(wish, "please add a dark mode for mobile applications"), 7'000);
  EXPECT_GT(likeness(wish, "dark mode in the mobile application"), 5'500);
}

TEST(Sketch, is_unlike_for_texts_that_share_grammar_alone) {
  const char* const wish = "Please add a dark mode to the mobile application";
  EXPECT_LT(likeness(wish, "My parcel has not arrived yet, where is it?"), 2'500);
  EXPECT_LT(likeness(wish, "Please send the invoice to the accounting department"), 4'500);
  EXPECT_LT(likeness("Exporter la liste en PDF", "Der Akku hält nicht lange"), 2'500);
}

TEST(Sketch, of_a_text_without_words_is_like_nothing) {
  EXPECT_EQ(likeness("", ""), 0);
  EXPECT_EQ(likeness("?!", "dark mode"), 0);
}

}  // namespace
}  // namespace kith::text
