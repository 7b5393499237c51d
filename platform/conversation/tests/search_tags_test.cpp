// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_tags.h"

#include <gmock/gmock.h>

#include <limits>
#include <vector>

#include "text/tokens.h"

namespace kith::conversation {
namespace {

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  text::for_each_token(text, [&](const text::Token& token) { tokens.emplace_back(token.text); });
  return tokens;
}

TEST(SearchTags, are_two_whole_tokens) {
  EXPECT_THAT(tokens_of(message_tags(ChannelId{7}, "de")),
              testing::ElementsAre("kithchannel7", "kithlangde"));
}

TEST(SearchTags, of_the_largest_channel_are_not_cut) {
  const ChannelId last{std::numeric_limits<std::int64_t>::max()};
  EXPECT_THAT(tokens_of(message_tags(last, "haw")),
              testing::ElementsAre("kithchannel9223372036854775807", "kithlanghaw"));
}

TEST(SearchTags, take_no_language_but_a_code) {
  for (const char* odd : {"", "x", "und", "DE", "pt-BR", "a b", "\"", "ñu", "abcd"}) {
    EXPECT_EQ(language_tag(odd), "kithlangund") << odd;
  }
}

TEST(SearchTags, of_different_channels_differ) {
  EXPECT_NE(channel_tag(ChannelId{1}), channel_tag(ChannelId{11}));
}

}  // namespace
}  // namespace kith::conversation
