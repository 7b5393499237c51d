// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_tags.h"

#include <fmt/format.h>

#include <algorithm>

namespace kith::conversation {
namespace {

bool is_code(std::string_view language) {
  return (language.size() == 2 || language.size() == 3) &&
         std::ranges::all_of(language, [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::string channel_tag(ChannelId channel) {
  return fmt::format("kithchannel{}", channel.value);
}

std::string language_tag(std::string_view language) {
  return fmt::format("kithlang{}", is_code(language) ? language : "und");
}

std::string message_tags(ChannelId channel, std::string_view language) {
  return channel_tag(channel) + ' ' + language_tag(language);
}

}  // namespace kith::conversation
