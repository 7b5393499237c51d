// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/described.h>
#include <kith/reader.h>

#include "episode.h"

namespace kith::logistics {

extern const Statement show_episode;
extern const Statement count_persons;

/// What a query selects, up to its WHERE, for view_of() to read.
#define KITH_LOGISTICS_EPISODE_VIEW                                          \
  "SELECT " KITH_LOGISTICS_EPISODE_COLUMNS                                   \
  ", logistics_watch.name, logistics_watch.topic, logistics_watch.product, " \
  "logistics_watch.region FROM logistics_episode "                           \
  "JOIN logistics_watch ON logistics_watch.id = logistics_episode.watch "

struct EpisodeView {
  EpisodeId id;
  WatchId watch_id;
  std::string name;
  std::string topic;
  std::string product;
  std::string region;
  EpisodeState state = EpisodeState::open;
  std::int64_t severity = 0;
  std::int64_t people = 0;
  std::optional<std::int64_t> persons;
  Detector detector = Detector::burst;
  std::int64_t people_seen = 0;
  std::int64_t people_usual = 0;
  std::int64_t alarms = 0;
  Time opened_at;
  MessageId opened_by;
  Time alarmed_at;
  std::int64_t reopened = 0;
  std::optional<MemberId> owner_id;
  std::optional<Time> acknowledged_at;
  std::optional<Time> owned_at;
  std::optional<Time> mitigating_at;
  std::optional<Time> told_at;
  std::optional<Time> closed_at;
  std::optional<std::string> cause;
  std::optional<Time> reviewed_at;
  Verdict verdict = Verdict::none;
  std::optional<Time> shelved_until;
  std::optional<std::string> shelved_for;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "Alarms of one watch that belong together, and what became of them.",
        field<&EpisodeView::id>("Its number."), field<&EpisodeView::watch_id>("The watch."),
        field<&EpisodeView::name>("What the watch is called."),
        field<&EpisodeView::topic>("What it is about."),
        field<&EpisodeView::product>("Of which product; empty: any."),
        field<&EpisodeView::region>("Where; empty: anywhere."),
        field<&EpisodeView::state>("How far it has come."),
        field<&EpisodeView::severity>("How little chance explains, at its worst: -log10 of a "
                                      "probability, at most 10, in 1/100."),
        field<&EpisodeView::people>("Who spoke since it began, each counted once a day."),
        field<&EpisodeView::persons>("How many persons are behind its first 2 000 messages, after "
                                     "all merges; only where one episode is read."),
        field<&EpisodeView::detector>(
            "What saw it at its worst: a burst of many in ten minutes, or "
            "a drift, more from day to day."),
        field<&EpisodeView::people_seen>("How many spoke then: in ten minutes of a burst, on a day "
                                         "of a drift."),
        field<&EpisodeView::people_usual>("How many are usual then, in 1/1000."),
        field<&EpisodeView::alarms>("How many messages found it above what is usual."),
        field<&EpisodeView::opened_at>("When it began."),
        field<&EpisodeView::opened_by>("The message with which it did."),
        field<&EpisodeView::alarmed_at>("Its newest alarm."),
        field<&EpisodeView::reopened>("How often it grew worse after it had been put away."),
        field<&EpisodeView::owner_id>("Who answers for it."),
        field<&EpisodeView::acknowledged_at>("When somebody had seen it."),
        field<&EpisodeView::owned_at>("When somebody took it."),
        field<&EpisodeView::mitigating_at>("When something was done about it."),
        field<&EpisodeView::told_at>("When the customers were told."),
        field<&EpisodeView::closed_at>("When it was closed last."),
        field<&EpisodeView::cause>("Why it was, as said when it was closed."),
        field<&EpisodeView::reviewed_at>("When it was reviewed."),
        field<&EpisodeView::verdict>("Whether it was worth telling, by its owner."),
        field<&EpisodeView::shelved_until>("Until when it rests, or rested last."),
        field<&EpisodeView::shelved_for>("Why it does."),
        field<&EpisodeView::revision>("How often colleagues moved it."));
  }
};

/// The episode of a row of KITH_LOGISTICS_EPISODE_VIEW.
EpisodeView view_of(const Rows& rows);
/// The one of this number, with its persons; `not_found`.
Result<EpisodeView> view_episode(Reader& reader, EpisodeId id);

}  // namespace kith::logistics
