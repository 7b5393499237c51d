// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <kith/id.h>

namespace kith::conversation {

/// The words under which the search index knows a message's channel and language, so that a search
/// narrowed to them meets their postings instead of looking at rows. Each is one token to the
/// tokeniser, and none is a word that a person writes; they stand in a column of their own.
std::string channel_tag(ChannelId channel);
/// `language` as in message.language; all that is not a code of two or three letters is "und".
std::string language_tag(std::string_view language);

/// What message.tags of a message holds that came by `channel` in `language`. An erased message
/// has none.
std::string message_tags(ChannelId channel, std::string_view language);

}  // namespace kith::conversation
