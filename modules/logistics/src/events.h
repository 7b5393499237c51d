// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>
#include <kith/event.h>

#include "episode.h"

/// What logistics tells the rest of the company, and itself. The subject is the watch, so that all
/// that is about one watch is folded in one order.
namespace kith::logistics {

struct WatchChanged {
  static constexpr std::string_view event_type = "logistics.watch_changed.v1";
  static constexpr Noun event_noun = Noun::own;

  WatchId watch_id;
  bool is_active = true;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("A watch was made, changed or ended. It is the subject.",
                     field<&WatchChanged::watch_id>("Which."),
                     field<&WatchChanged::is_active>("Whether it listens."),
                     field<&WatchChanged::revision>("Its revision from now on."));
  }
};

struct MessageNoted {
  static constexpr std::string_view event_type = "logistics.message_noted.v1";
  static constexpr Noun event_noun = Noun::own;

  MessageId message_id;
  std::int64_t revision = 0;
  ConversationId thread_id;
  PersonId person_id;
  Time at;
  std::int64_t alarm_at = 0;

  static consteval auto describe() {
    return described("A message is about a watch. The watch is the subject.",
                     field<&MessageNoted::message_id>("The message."),
                     field<&MessageNoted::revision>("The revision of it that was read."),
                     field<&MessageNoted::thread_id>("The thread it came in on."),
                     field<&MessageNoted::person_id>("Who wrote it, whatever was merged since."),
                     field<&MessageNoted::at>("When it counts: when it was posted, and never "
                                              "after it came here."),
                     field<&MessageNoted::alarm_at>("The severity from which the watch told "
                                                    "then, in 1/100."));
  }
};

struct MessageWithdrawn {
  static constexpr std::string_view event_type = "logistics.message_withdrawn.v1";
  static constexpr Noun event_noun = Noun::own;

  MessageId message_id;

  static consteval auto describe() {
    return described(
        "A message is not about a watch any more: it was taken back, or says something else now. "
        "The watch is the subject.",
        field<&MessageWithdrawn::message_id>("The message."));
  }
};

struct EpisodeOpened {
  static constexpr std::string_view event_type = "logistics.episode_opened.v1";
  static constexpr Noun event_noun = Noun::own;

  EpisodeId episode_id;
  WatchId watch_id;
  std::int64_t severity = 0;
  std::int64_t people = 0;

  static consteval auto describe() {
    return described("More people speak of a watch than chance explains. The watch is the subject.",
                     field<&EpisodeOpened::episode_id>("The episode that this began."),
                     field<&EpisodeOpened::watch_id>("The watch."),
                     field<&EpisodeOpened::severity>("How little chance explains, in 1/100."),
                     field<&EpisodeOpened::people>("How many spoke in these ten minutes."));
  }
};

struct EpisodeReopened {
  static constexpr std::string_view event_type = "logistics.episode_reopened.v1";
  static constexpr Noun event_noun = Noun::own;

  EpisodeId episode_id;
  WatchId watch_id;
  std::int64_t severity = 0;

  static consteval auto describe() {
    return described("What was closed or shelved became much worse. The watch is the subject.",
                     field<&EpisodeReopened::episode_id>("The episode."),
                     field<&EpisodeReopened::watch_id>("The watch."),
                     field<&EpisodeReopened::severity>("How little chance explains, in 1/100."));
  }
};

struct EpisodeMoved {
  static constexpr std::string_view event_type = "logistics.episode_moved.v1";
  static constexpr Noun event_noun = Noun::own;

  EpisodeId episode_id;
  EpisodeStep step = EpisodeStep::acknowledge;
  MemberId member_id;
  Time at;
  std::optional<Time> until;
  std::string cause;
  Verdict verdict = Verdict::none;

  static consteval auto describe() {
    return described(
        "A colleague moved an episode on. The watch is the subject.",
        field<&EpisodeMoved::episode_id>("The episode."),
        field<&EpisodeMoved::step>("What was done."),
        field<&EpisodeMoved::member_id>("Who did it; own: who answers for it from now on.",
                                        defaults),
        field<&EpisodeMoved::at>("When."),
        field<&EpisodeMoved::until>("shelve: until when it rests."),
        field<&EpisodeMoved::cause>("close, shelve: why, as a word.", defaults),
        field<&EpisodeMoved::verdict>("review: whether it was worth telling.", defaults));
  }
};

}  // namespace kith::logistics
