// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <kith/page.h>
#include <kith/route.h>

#include "conversation/channel_push.h"

/// The routes of pushing: inputs, outputs, events and one function each. What needs the key that
/// seals secrets is the host's.
namespace kith::conversation {

/// Where the replies of a channel go by themselves. Its secrets are in no answer but the one that
/// made them.
struct PushView {
  ChannelId channel_id;
  PushState state = PushState::off;
  std::string url;
  std::optional<Time> set_at;
  std::string health;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "Where the replies of a channel are pushed.", field<&PushView::channel_id>("The channel."),
        field<&PushView::state>(
            "off: they are pulled; on: each is pushed when it is due; gone: the "
            "receiver said that it is gone for good, so replies fail."),
        field<&PushView::url>("The address, empty where nothing is pushed."),
        field<&PushView::set_at>("When address, secrets or state changed last."),
        field<&PushView::health>("How the channel fares: ok, push_failing or push_gone."),
        field<&PushView::revision>("The channel's ETag."));
  }
};

/// Pushing was switched on or off, got another address or another secret, or its receiver is gone.
struct ChannelPushChanged {
  static constexpr std::string_view event_type = "channel.push_changed.v1";
  static constexpr Noun event_noun = Noun::channel;

  PushState state = PushState::off;

  static consteval auto describe() {
    return described("Where the replies of a channel are pushed was changed.",
                     field<&ChannelPushChanged::state>("Whether they are pushed now."));
  }
};

/// A channel fares otherwise than before.
struct ChannelHealthChanged {
  static constexpr std::string_view event_type = "channel.health_changed.v1";
  static constexpr Noun event_noun = Noun::channel;

  std::string health;

  static consteval auto describe() {
    return described("A channel fares otherwise than before.",
                     field<&ChannelHealthChanged::health>("How, as a word.", forms::word));
  }
};

using AttemptId = Id<struct PushAttemptNoun>;

/// One push and what became of it, without what was said.
struct PushAttemptView {
  AttemptId id;
  std::optional<MessageId> message_id;
  Time started_at;
  std::int32_t duration_ms = 0;
  std::optional<std::int32_t> status;
  PushVerdict verdict = PushVerdict::sent;
  std::string reason;

  static consteval auto describe() {
    using View = PushAttemptView;
    return described(
        "One push and what became of it.", field<&View::id>("Its number, in order of time."),
        field<&View::message_id>("The reply; none where it was a test."),
        field<&View::started_at>("When it began."),
        field<&View::duration_ms>("How long it took, in milliseconds."),
        field<&View::status>("The status of the answer; none where there was no answer."),
        field<&View::verdict>("sent; again: it is tried again later; failed for good; unknown: the "
                              "receiver may have it, and it is not pushed again by itself."),
        field<&View::reason>("What went wrong, as a word; empty where nothing did."));
  }
};

/// Names a channel.
struct OneChannel {
  ChannelId channel_id;

  static consteval auto describe() {
    return described("Names a channel.", field<&OneChannel::channel_id>("The channel."));
  }
};

struct ListPushAttempts {
  ChannelId channel_id;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    using Input = ListPushAttempts;
    return described("The newest attempts to push, newest first.",
                     field<&Input::channel_id>("The channel."),
                     field<&Input::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&Input::cursor>("Where the page before ended."));
  }
};

/// What of a row may be shown.
PushView view_of(const ChannelPush& push);
/// The same of an attempt that is no reply's.
PushAttemptView view_of_test(std::int64_t number, const PushAttempt& attempt);

Result<PushView> get_push(QueryContext& context, const OneChannel& input);
Result<Page<PushAttemptView>> list_push_attempts(QueryContext& context,
                                                 const ListPushAttempts& input);

}  // namespace kith::conversation
