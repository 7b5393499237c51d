// SPDX-License-Identifier: Apache-2.0
#include "text/term_finder.h"

#include <gtest/gtest.h>

namespace kith::text {
namespace {

using Lists = std::vector<std::vector<std::string>>;
using Places = std::vector<std::size_t>;

Places match(const Lists& lists, std::string_view text) {
  return TextTools().matcher(lists)->match(text);
}

TEST(TermFinder, tells_which_lists_have_a_term_in_the_text) {
  const Lists lists = {{"late", "delay"}, {"broken"}, {"where is my order"}};
  EXPECT_EQ(match(lists, "My parcel is LATE, and the lid is broken."), (Places{0, 1}));
  EXPECT_EQ(match(lists, "Hello! Where is my order?"), Places{2});
  EXPECT_EQ(match(lists, "Where is the order?"), Places{});
  EXPECT_EQ(match(lists, ""), Places{});
}

TEST(TermFinder, compares_whole_words_as_the_search_does) {
  EXPECT_EQ(match({{"lid"}}, "It is a solid one."), Places{});
  EXPECT_EQ(match({{"ÉCRAN"}}, "mon ecran est noir"), Places{0});
  EXPECT_EQ(match({{"grosse"}}, "die Größe und die GROSSE"), Places{0});
  EXPECT_EQ(match({{"遅い"}}, "配達が遅いです"), Places{0});
}

TEST(TermFinder, finds_words_that_go_on_where_a_term_ends_with_a_star) {
  EXPECT_EQ(match({{"batter*"}}, "two batteries"), Places{0});
  EXPECT_EQ(match({{"batter*"}}, "a bat"), Places{});
  EXPECT_EQ(match({{"flat batter*"}}, "these flat batteries"), Places{0});
  EXPECT_EQ(match({{"flat batter*"}}, "batteries, flat"), Places{});
}

TEST(TermFinder, names_a_list_once_and_passes_over_what_is_no_word) {
  EXPECT_EQ(match({{"a", "b"}, {"?!", ""}, {"*"}}, "a b a b ?!"), Places{0});
}

}  // namespace
}  // namespace kith::text
