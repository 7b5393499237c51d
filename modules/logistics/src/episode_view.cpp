// SPDX-License-Identifier: Apache-2.0
#include "episode_view.h"

#include "episode_store.h"

namespace kith::logistics {

constexpr Statement show_episode{"show_episode",
                                 KITH_LOGISTICS_EPISODE_VIEW "WHERE logistics_episode.id = $id"};
constexpr Statement count_persons{
    "count_persons",
    "SELECT count(DISTINCT root) FROM (SELECT kith_person.root AS root FROM logistics_noted "
    "JOIN kith_person ON kith_person.id = logistics_noted.person "
    "WHERE logistics_noted.watch = $watch AND logistics_noted.at >= $from "
    "AND logistics_noted.at <= $until AND logistics_noted.is_withdrawn = 0 "
    "ORDER BY logistics_noted.at, logistics_noted.message LIMIT $most) AS speaker"};

namespace {

constexpr int most_messages_counted = 2000;

constexpr int first_watch_column = 26;

template <class T>
std::optional<T> unless_none(T value) {
  return value == T{} ? std::nullopt : std::optional(std::move(value));
}

}  // namespace

EpisodeView view_of(const Rows& rows) {
  const Episode row = episode_of(rows);
  return {.id = row.id,
          .watch_id = row.watch,
          .name = rows.string(first_watch_column),
          .topic = rows.string(first_watch_column + 1),
          .product = rows.string(first_watch_column + 2),
          .region = rows.string(first_watch_column + 3),
          .state = row.state,
          .severity = row.severity,
          .people = row.people,
          .detector = row.detector,
          .people_seen = row.seen,
          .people_usual = row.expected,
          .alarms = row.alarms,
          .opened_at = row.opened_at,
          .opened_by = row.opened_by,
          .alarmed_at = row.alarmed_at,
          .reopened = row.reopened,
          .owner_id = unless_none(row.owner),
          .acknowledged_at = unless_none(row.acknowledged_at),
          .owned_at = unless_none(row.owned_at),
          .mitigating_at = unless_none(row.mitigating_at),
          .told_at = unless_none(row.told_at),
          .closed_at = unless_none(row.closed_at),
          .cause = unless_none(row.cause),
          .reviewed_at = unless_none(row.reviewed_at),
          .verdict = row.verdict,
          .shelved_until = unless_none(row.shelved_until),
          .shelved_for = unless_none(row.shelved_for),
          .revision = row.revision};
}

Result<EpisodeView> view_episode(Reader& reader, EpisodeId id) {
  const Episode episode = KITH_TRY(load_episode(reader, id));
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(show_episode, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::internal, "An episode's watch is not there.");
  }
  EpisodeView view = view_of(*rows);
  view.persons = KITH_TRY(reader.number(count_persons, {{"watch", episode.watch},
                                                        {"from", evidence_from(episode)},
                                                        {"until", evidence_until(episode)},
                                                        {"most", most_messages_counted}}));
  return view;
}

}  // namespace kith::logistics
