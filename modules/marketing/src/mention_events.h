// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/described.h>
#include <kith/event.h>

#include "mention.h"

/// What marketing tells of mentions. The subject is the conversation, of an audience the channel.
namespace kith::marketing {

struct MentionNoted {
  static constexpr std::string_view event_type = "marketing.mention_noted.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  ConversationId thread_id;
  PersonId person_id;
  ChannelId channel_id;
  Time at;
  std::int64_t revision = 0;
  MentionKind kind = MentionKind::unknown;
  Experience experience = Experience::none;
  Independence independence = Independence::earned;
  bool answers_us = false;
  bool is_prompted = false;
  std::string model;

  static consteval auto describe() {
    return described(
        "A message speaks of the company.", field<&MentionNoted::message_id>("The message."),
        field<&MentionNoted::thread_id>("The thread it came in on."),
        field<&MentionNoted::person_id>("The person whose address wrote it.", defaults),
        field<&MentionNoted::channel_id>("Where it came in."),
        field<&MentionNoted::at>("When it was posted, and never after it was recorded."),
        field<&MentionNoted::revision>("The revision of its text that was read."),
        field<&MentionNoted::kind>("What it does."),
        field<&MentionNoted::experience>("What its writer knows from living with it."),
        field<&MentionNoted::independence>("Whether they say that they have anything of it."),
        field<&MentionNoted::answers_us>("Whether it answers a message of ours.", defaults),
        field<&MentionNoted::is_prompted>("Whether we asked for it in the 7 days before.",
                                          defaults),
        field<&MentionNoted::model>("Which model says so."));
  }
};

struct MentionWithdrawn {
  static constexpr std::string_view event_type = "marketing.mention_withdrawn.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;

  static consteval auto describe() {
    return described("An edited message does not speak of the company any more.",
                     field<&MentionWithdrawn::message_id>("The message."));
  }
};

struct CopyFound {
  static constexpr std::string_view event_type = "marketing.copy_found.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  MessageId alike_id;
  std::int32_t likeness = 0;

  static consteval auto describe() {
    return described("A mention is a near copy of another within 48 hours.",
                     field<&CopyFound::message_id>("The mention."),
                     field<&CopyFound::alike_id>("The other."),
                     field<&CopyFound::likeness>("How like, in 1/10 000.", range{0, 10'000}));
  }
};

struct MentionCorrected {
  static constexpr std::string_view event_type = "marketing.mention_corrected.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  ConversationId thread_id;
  PersonId person_id;
  ChannelId channel_id;
  Time at;
  MentionKind kind = MentionKind::none;
  Experience experience = Experience::none;
  Independence independence = Independence::earned;

  static consteval auto describe() {
    return described(
        "A colleague says what a message does.",
        field<&MentionCorrected::message_id>("The message."),
        field<&MentionCorrected::thread_id>("The thread it came in on."),
        field<&MentionCorrected::person_id>("The person whose address wrote it.", defaults),
        field<&MentionCorrected::channel_id>("Where it came in."),
        field<&MentionCorrected::at>("When it was posted, and never after this was said."),
        field<&MentionCorrected::kind>("What it does."),
        field<&MentionCorrected::experience>("What its writer knows from living with it."),
        field<&MentionCorrected::independence>("Whether they have anything of saying so."));
  }
};

struct AudienceChanged {
  static constexpr std::string_view event_type = "marketing.audience_changed.v1";
  static constexpr Noun event_noun = Noun::channel;

  Audience audience = Audience::brand;

  static consteval auto describe() {
    return described("A colleague says who hears what is written on a channel.",
                     field<&AudienceChanged::audience>("The company alone, or other people."));
  }
};

}  // namespace kith::marketing
