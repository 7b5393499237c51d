// SPDX-License-Identifier: Apache-2.0
#include "intake/twcs_index.h"

#include <gtest/gtest.h>

namespace kith::intake {
namespace {

std::int64_t root_of(std::vector<TwcsEntry> entries, std::int64_t tweet) {
  find_roots(entries);
  for (const TwcsEntry& entry : entries) {
    if (entry.tweet == tweet) {
      return entry.root;
    }
  }
  return -1;
}

TEST(TwcsIndex, leads_every_answer_to_the_first_tweet_of_its_thread) {
  const std::vector<TwcsEntry> entries = {
      {.tweet = 3, .parent = 2}, {.tweet = 1}, {.tweet = 2, .parent = 1}};
  EXPECT_EQ(root_of(entries, 1), 1);
  EXPECT_EQ(root_of(entries, 2), 1);
  EXPECT_EQ(root_of(entries, 3), 1);
}

TEST(TwcsIndex, keeps_the_answers_to_a_missing_tweet_together) {
  const std::vector<TwcsEntry> entries = {{.tweet = 5, .parent = 9}, {.tweet = 6, .parent = 9}};
  EXPECT_EQ(root_of(entries, 5), 9);
  EXPECT_EQ(root_of(entries, 6), 9);
}

TEST(TwcsIndex, ends_where_answers_go_in_a_circle) {
  const std::vector<TwcsEntry> entries = {
      {.tweet = 7, .parent = 8}, {.tweet = 8, .parent = 7}, {.tweet = 9, .parent = 8}};
  EXPECT_EQ(root_of(entries, 7), 7);
  EXPECT_EQ(root_of(entries, 8), 7);
  EXPECT_EQ(root_of(entries, 9), 7);
}

TEST(TwcsIndex, reads_the_formats_times_and_refuses_others) {
  EXPECT_EQ(twcs_time("Tue Oct 31 22:10:47 +0000 2017"), 1'509'487'847'000'000);
  for (const char* wrong : {"", "yesterday", "Tue Oct 31 22:10:47 +0200 2017",
                            "Tue Feb 31 22:10:47 +0000 2017", "Tue Oct 31 25:10:47 +0000 2017"}) {
    EXPECT_EQ(twcs_time(wrong), 0) << wrong;
  }
}

TEST(TwcsIndex, takes_digits_alone_as_a_number) {
  EXPECT_EQ(tweet_number("12"), 12);
  for (const char* wrong : {"", "0", "-1", "1.5", " 1", "1e3", "99999999999999999999"}) {
    EXPECT_EQ(tweet_number(wrong), 0) << wrong;
  }
}

}  // namespace
}  // namespace kith::intake
