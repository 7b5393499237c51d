// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "conversation/channel_push.h"

/// The routes of channels: inputs, output, event and one function each.
namespace kith::conversation {

/// A connected account or inbox. Its secrets are in no answer.
struct ChannelView {
  ChannelId id;
  std::string kind;
  std::string name;
  std::string health;
  PushState push = PushState::off;
  Time created_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("A connected account or inbox.", field<&ChannelView::id>("Its id."),
                     field<&ChannelView::kind>("The network, as a word; api for our own API."),
                     field<&ChannelView::name>("What it is called here."),
                     field<&ChannelView::health>("How it fares, as a word."),
                     field<&ChannelView::push>("Whether its replies are pushed: off where they are "
                                               "pulled."),
                     field<&ChannelView::created_at>("When it was connected."),
                     field<&ChannelView::revision>("Its ETag."));
  }
};

/// A channel was connected.
struct ChannelAdded {
  static constexpr std::string_view event_type = "channel.added.v1";
  static constexpr Noun event_noun = Noun::channel;

  std::string kind;

  static consteval auto describe() {
    return described("A channel was connected.",
                     field<&ChannelAdded::kind>("The network, as a word.", forms::word));
  }
};

struct ListChannels {
  static consteval auto describe() { return described("All channels."); }
};

struct NewChannel {
  std::string name;

  static consteval auto describe() {
    return described("A channel that programs write to and read from through this API.",
                     field<&NewChannel::name>("What to call it.", length{1, 100}, forms::any_line,
                                              example{"\"shop-chat\""}));
  }
};

Result<Page<ChannelView>> list_channels(QueryContext& context, const ListChannels& input);
Result<void> add_channel(CommandContext& context, const NewChannel& input);
Result<ChannelView> added_channel(QueryContext& context, const NewChannel& input,
                                  const Created& created);

}  // namespace kith::conversation
