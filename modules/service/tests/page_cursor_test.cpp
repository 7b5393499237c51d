// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <kith/page_cursor.h>

namespace kith {
namespace {

TEST(PageCursor, opens_as_it_was_made) {
  for (const PagePlace place : {PagePlace{}, PagePlace{0, 0}, PagePlace{-5, 7},
                                PagePlace{1'790'000'000'000'000, 94'371'840}}) {
    EXPECT_EQ(*open_page_cursor("cases waiting", page_cursor("cases waiting", place)), place);
  }
}

TEST(PageCursor, opens_no_other_list) {
  const std::string cursor = page_cursor("cases waiting", {1, 2});
  const auto opened = open_page_cursor("cases resolved", cursor);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::invalid);
  EXPECT_EQ(opened.error().field, "/cursor");
}

TEST(PageCursor, refuses_any_other_text) {
  const std::string good = page_cursor("l", {1, 2});
  for (const std::string& text :
       {std::string(), std::string("_"), std::string("1_2"), good + "_", " " + good, "0" + good,
        std::string("1_2_3"), std::string("99999999999999999999_1_1"),
        std::string("x_2_") + good.substr(4)}) {
    EXPECT_FALSE(open_page_cursor("l", text)) << text;
  }
  EXPECT_TRUE(open_page_cursor("l", good));
}

}  // namespace
}  // namespace kith
