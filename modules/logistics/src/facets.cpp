// SPDX-License-Identifier: Apache-2.0
#include "facets.h"

#include <algorithm>

#include "permissions.h"

namespace kith::logistics {

// The spans are those of evidence_from() and evidence_until(), in microseconds.
constexpr Statement list_watches_of_message{
    "list_watches_of_message",
    "SELECT logistics_noted.watch, logistics_watch.name, logistics_episode.id, "
    "logistics_episode.state, logistics_episode.people FROM logistics_noted "
    "JOIN logistics_watch ON logistics_watch.id = logistics_noted.watch "
    "LEFT JOIN logistics_episode ON logistics_episode.watch = logistics_noted.watch "
    "AND logistics_episode.opened_at <= logistics_noted.at + $before "
    "AND logistics_episode.alarmed_at >= logistics_noted.at - $after "
    "WHERE logistics_noted.message = $message AND logistics_noted.is_withdrawn = 0 "
    "ORDER BY logistics_noted.watch, logistics_episode.id DESC"};
constexpr Statement find_person_root{"find_person_root",
                                     "SELECT root FROM kith_person WHERE id = $person"};
constexpr Statement list_person_notes{
    "list_person_notes",
    "SELECT watch, at FROM logistics_noted WHERE person IN (SELECT $root UNION ALL "
    "SELECT id FROM kith_person WHERE root = $root AND root <> id) "
    "AND is_withdrawn = 0 ORDER BY message DESC LIMIT $most"};

namespace {

constexpr int most_person_notes = 50;

std::string link_to(WatchId watch) {
  return "/api/v1/logistics/watches/" + std::to_string(watch.value);
}
std::string link_to(EpisodeId episode) {
  return "/api/v1/logistics/episodes/" + std::to_string(episode.value);
}

}  // namespace

Result<MessageFacet> message_facet(QueryContext& context, MessageId message) {
  const bool may_see_episodes = context.may(episode_read);
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_watches_of_message,
      {{"message", message}, {"before", begins_before.count()}, {"after", joins_within.count()}}));
  MessageFacet facet;
  while (KITH_TRY(rows->next())) {
    const WatchId watch{rows->integer(0)};
    // Of the episodes that reach so far the newest speaks, which comes first.
    if (!facet.watches.empty() && facet.watches.back().watch_id == watch) {
      continue;
    }
    MessageWatch& said = facet.watches.emplace_back(watch, rows->string(1));
    if (!rows->is_null(2) && may_see_episodes) {
      said.episode_id = EpisodeId{rows->integer(2)};
      said.state = rows->enumerator<EpisodeState>(3);
      said.people = rows->integer(4);
      facet.links.push_back(link_to(*said.episode_id));
    }
    facet.links.push_back(link_to(watch));
  }
  if (facet.watches.empty()) {
    return nothing("No watch is about this message.");
  }
  return facet;
}

Result<PersonFacet> person_facet(QueryContext& context, PersonId person) {
  const auto root = KITH_TRY(context.reader().number(find_person_root, {{"person", person}}));
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_person_notes, {{"root", root.value_or(0)}, {"most", most_person_notes}}));
  PersonFacet facet;
  while (KITH_TRY(rows->next())) {
    const WatchId watch{rows->integer(0)};
    ++facet.messages;
    facet.last_at = std::max(facet.last_at, rows->time(1));
    if (std::ranges::find(facet.watch_ids, watch) == facet.watch_ids.end()) {
      facet.watch_ids.push_back(watch);
      facet.links.push_back(link_to(watch));
    }
  }
  if (facet.messages == 0) {
    return nothing("No watch is about what they wrote.");
  }
  return facet;
}

}  // namespace kith::logistics
