// SPDX-License-Identifier: Apache-2.0
#include "episodes_api.h"

#include <kith/page_cursor.h>

#include "episode_store.h"

namespace kith::logistics {

#define KITH_LOGISTICS_NEWEST \
  "logistics_episode.id < $before ORDER BY logistics_episode.id DESC LIMIT $rows"

constexpr Statement list_all_episodes{"list_all_episodes",
                                      KITH_LOGISTICS_EPISODE_VIEW "WHERE " KITH_LOGISTICS_NEWEST};
constexpr Statement list_episodes_of_state{
    "list_episodes_of_state", KITH_LOGISTICS_EPISODE_VIEW
    "WHERE logistics_episode.state = $state AND " KITH_LOGISTICS_NEWEST};
constexpr Statement list_evidence{
    "list_evidence",
    "SELECT logistics_noted.message, logistics_noted.thread, kith_person.root, logistics_noted.at "
    "FROM logistics_noted JOIN kith_person ON kith_person.id = logistics_noted.person "
    "WHERE logistics_noted.watch = $watch "
    "AND (logistics_noted.at, logistics_noted.message) > ($key, $id) "
    "AND logistics_noted.at <= $until AND logistics_noted.is_withdrawn = 0 "
    "ORDER BY logistics_noted.at, logistics_noted.message LIMIT $rows"};

#undef KITH_LOGISTICS_NEWEST

Result<Page<EpisodeView>> list_episodes(QueryContext& context, const ListEpisodes& input) {
  const int state = input.state ? static_cast<int>(*input.state) : -1;
  const std::string list = "logistics.episodes " + std::to_string(state);
  PagePlace before{.key = std::numeric_limits<std::int64_t>::max()};
  if (input.cursor) {
    before = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  std::vector<Parameter> parameters{{"before", before.key}, {"rows", input.limit + 1}};
  if (input.state) {
    parameters.push_back({"state", state});
  }
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(input.state ? list_episodes_of_state : list_all_episodes,
                                      std::span<const Parameter>(parameters)));
  return read_page<EpisodeView>(
      *rows, input.limit, list, [](const Rows& row) { return view_of(row); },
      [](const EpisodeView& view) { return PagePlace{view.id.value, 0}; });
}

Result<EpisodeView> get_episode(QueryContext& context, const OneEpisode& input) {
  return view_episode(context.reader(), input.episode_id);
}

Result<Page<EvidenceView>> list_episode_messages(QueryContext& context, const ListEvidence& input) {
  const Episode episode = KITH_TRY(load_episode(context.reader(), input.episode_id));
  const std::string list = "logistics.evidence " + std::to_string(episode.id.value);
  PagePlace after{.key = evidence_from(episode).microseconds};
  if (input.cursor) {
    after = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(list_evidence, {{"watch", episode.watch},
                                                      {"key", after.key},
                                                      {"id", after.id},
                                                      {"until", evidence_until(episode)},
                                                      {"rows", input.limit + 1}}));
  return read_page<EvidenceView>(
      *rows, input.limit, list,
      [](const Rows& row) {
        return EvidenceView{{row.integer(0)}, {row.integer(1)}, {row.integer(2)}, row.time(3)};
      },
      [](const EvidenceView& view) {
        return PagePlace{view.at.microseconds, view.message_id.value};
      });
}

}  // namespace kith::logistics
