// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include <kith/route.h>

#include "mention.h"

/// Who hears what is written on a channel: what a colleague said, else what its kind and name say.
namespace kith::marketing {

extern const Statement list_channels;
extern const Statement find_channel;
extern const Statement save_audience;

struct ChannelView {
  ChannelId channel_id;
  std::string name;
  Audience audience = Audience::brand;
  bool is_guessed = true;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("Who hears what is written on a channel.",
                     field<&ChannelView::channel_id>("The channel."),
                     field<&ChannelView::name>("Its name."),
                     field<&ChannelView::audience>("brand: the company alone. peers: other people, "
                                                   "so that what is said there may be an act."),
                     field<&ChannelView::is_guessed>("Whether its name alone says so."),
                     field<&ChannelView::revision>("How often a colleague said so."));
  }
};

struct ChannelList {
  std::vector<ChannelView> items;

  static consteval auto describe() {
    return described("All channels, in the order of their numbers.",
                     field<&ChannelList::items>("The channels."));
  }
};

struct OneChannel {
  ChannelId channel_id;

  static consteval auto describe() {
    return described("One channel.", field<&OneChannel::channel_id>("The channel."));
  }
};

struct ChangeAudience {
  ChannelId channel_id;
  Audience audience = Audience::brand;

  static consteval auto describe() {
    return described("Who hears what is written on a channel.",
                     field<&ChangeAudience::channel_id>("The channel."),
                     field<&ChangeAudience::audience>("brand or peers."));
  }
};

/// What kind and name of a channel say: peers, where they hold the name of a public place and
/// nothing of private messages.
Audience guessed_audience(std::string_view kind, std::string_view name);

/// The audience of each channel that is there.
Result<std::map<ChannelId, Audience>> load_audiences(Reader& reader);

Result<ChannelList> show_channels(QueryContext& context, const Nothing& input);
Result<ChannelView> show_channel(QueryContext& context, const OneChannel& input);
Result<void> change_audience(CommandContext& context, const ChangeAudience& input);
Result<ChannelView> changed_audience(QueryContext& context, const ChangeAudience& input,
                                     const Created& created);

}  // namespace kith::marketing
