// SPDX-License-Identifier: Apache-2.0
#include "host/demo/story.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/described_writer.h"

namespace kith::host::demo {
namespace {

using std::chrono::hours;

constexpr Time until{1'790'000'000'000'000};

std::vector<intake::Post> all_of(std::uint64_t seed) {
  Story story = tell_story({.seed = seed, .until = until});
  std::vector<intake::Post> posts = std::move(story.past);
  posts.insert(posts.end(), story.recent.begin(), story.recent.end());
  return posts;
}

TEST(DemoStory, is_the_same_for_the_same_seed_and_another_for_another) {
  std::string first;
  std::string second;
  std::string other;
  for (const auto& [seed, text] : {std::pair{1U, &first}, {1U, &second}, {2U, &other}}) {
    for (const intake::Post& post : all_of(seed)) {
      *text += to_json(post);
    }
  }
  EXPECT_EQ(first, second);
  EXPECT_NE(first, other);
}

TEST(DemoStory, has_two_thousand_conversations_on_five_channels_in_four_languages) {
  std::set<std::string> channels;
  std::set<std::string> languages;
  std::size_t conversations = 0;
  for (const intake::Post& post : all_of(1)) {
    channels.insert(post.channel);
    languages.insert(post.language);
    conversations += post.thread.empty() ? 1 : 0;
    EXPECT_EQ(post.text.find('{'), std::string::npos) << post.text;
  }
  EXPECT_NEAR(static_cast<double>(conversations), 2000, 100);
  EXPECT_EQ(channels.size(), 5U);
  EXPECT_EQ(languages, (std::set<std::string>{"de", "en", "es", "fr"}));
}

TEST(DemoStory, is_told_in_order_answers_after_what_they_answer_and_ends_now) {
  std::set<std::string> said;
  Time last;
  for (const intake::Post& post : all_of(1)) {
    EXPECT_LE(last, *post.posted_at);
    last = *post.posted_at;
    EXPECT_TRUE(post.thread.empty() || said.contains(post.thread)) << post.native_id;
    EXPECT_TRUE(said.insert(post.native_id).second) << post.native_id;
  }
  EXPECT_LT(last, until);
  const Story story = tell_story({.seed = 1, .until = until});
  EXPECT_GE(*story.recent.front().posted_at, until - hours(48));
  EXPECT_LT(*story.past.back().posted_at, until - hours(48));
}

TEST(DemoStory, has_a_batch_whose_lids_leak_for_more_people_from_week_to_week) {
  std::map<std::int64_t, std::set<std::string>> people;
  for (const intake::Post& post : all_of(1)) {
    if (post.thread.empty() && post.text.find(leaking_batch) != std::string::npos) {
      const auto week = (*post.posted_at - (until - hours(24 * 84))) / hours(24 * 7);
      people[week].insert(post.author.native_id);
    }
  }
  ASSERT_EQ(people.size(), 6U);
  EXPECT_EQ(people.begin()->first, 6);
  EXPECT_LE(people[6].size(), 3U);
  EXPECT_GE(people[9].size(), 15U);
  EXPECT_GE(people[11].size(), 20U);
}

TEST(DemoStory, has_forty_accounts_that_copy_one_sentence_within_ten_minutes) {
  std::map<std::string, std::vector<const intake::Post*>> by_text;
  const std::vector<intake::Post> posts = all_of(1);
  for (const intake::Post& post : posts) {
    if (post.author.native_id.starts_with("fan")) {
      by_text[post.text].push_back(&post);
    }
  }
  ASSERT_EQ(by_text.size(), 1U);
  const auto& copies = by_text.begin()->second;
  EXPECT_EQ(copies.size(), 40U);
  EXPECT_LT(*copies.back()->posted_at - *copies.front()->posted_at, std::chrono::minutes(10));
}

}  // namespace
}  // namespace kith::host::demo
