// SPDX-License-Identifier: Apache-2.0
#include "module.h"

#include "episode_actions.h"
#include "episode_store.h"
#include "facets.h"
#include "fold.h"
#include "follow.h"
#include "logistics_migrations.h"
#include "measures.h"
#include "noted.h"
#include "permissions.h"
#include "pulse_store.h"
#include "watch_store.h"
#include "watches_api.h"

namespace kith::logistics {
namespace {

constexpr const Statement* statements[] = {&list_watch_rows,
                                           &list_watch_terms,
                                           &insert_watch,
                                           &update_watch,
                                           &add_watch_term,
                                           &clear_watch_terms,
                                           &list_hours,
                                           &find_pulse,
                                           &save_pulse,
                                           &find_noted,
                                           &save_noted,
                                           &find_voice,
                                           &save_voice,
                                           &remove_voice,
                                           &find_hour,
                                           &save_hour,
                                           &find_episode,
                                           &save_episode,
                                           &show_episode,
                                           &count_persons,
                                           &list_all_episodes,
                                           &list_episodes_of_state,
                                           &list_evidence,
                                           &find_message,
                                           &list_noted_of,
                                           &list_watches_of_message,
                                           &find_person_root,
                                           &list_person_notes,
                                           &list_opened_episodes,
                                           &list_critical_episodes};

constexpr const Permission* permissions[] = {&watch_read, &watch_manage, &episode_read,
                                             &episode_change};

constexpr EventType events[] = {event_type<WatchChanged>(),     event_type<MessageNoted>(),
                                event_type<MessageWithdrawn>(), event_type<EpisodeOpened>(),
                                event_type<EpisodeReopened>(),  event_type<EpisodeMoved>()};

constexpr Subscription subscriptions[] = {
    on<&fold_note>(),    on<&fold_withdrawal>(), on<&fold_move>(),

    on<&note_message>(), on<&note_edit>(),       on<&withdraw_message>(), on<&follow_note>()};

constexpr auto get = HttpMethod::get;
constexpr auto post = HttpMethod::post;

constexpr Route routes[] = {
    query<&list_watches>(get, "/watches", watch_read, "Lists the watches."),
    command<&create_watch, &created_watch>(post, "/watches", watch_manage, "Makes a watch."),
    query<&get_watch>(get, "/watches/{watch_id}", watch_read, "Shows one watch."),
    command<&change_watch, &changed_watch>(HttpMethod::patch, "/watches/{watch_id}", watch_manage,
                                           "Changes a watch."),
    command<&end_watch>(HttpMethod::del, "/watches/{watch_id}", watch_manage, "Ends a watch."),
    query<&list_watch_hours>(get, "/watches/{watch_id}/hours", watch_read,
                             "Lists how many spoke of a watch, hour by hour."),
    query<&list_episodes>(get, "/episodes", episode_read, "Lists the episodes."),
    query<&get_episode>(get, "/episodes/{episode_id}", episode_read, "Shows one episode."),
    query<&list_episode_messages>(get, "/episodes/{episode_id}/messages", episode_read,
                                  "Lists the messages behind an episode."),
    command<&acknowledge_episode, &moved_episode<OneEpisode>>(
        post, "/episodes/{episode_id}/acknowledge", episode_change, "Says that it was seen."),
    command<&own_episode, &moved_episode<OneEpisode>>(
        post, "/episodes/{episode_id}/own", episode_change, "Takes an episode as one's own."),
    command<&mitigate_episode, &moved_episode<OneEpisode>>(post, "/episodes/{episode_id}/mitigate",
                                                           episode_change,
                                                           "Says that something is done about it."),
    command<&tell_episode, &moved_episode<OneEpisode>>(
        post, "/episodes/{episode_id}/told", episode_change, "Says that the customers were told."),
    command<&close_episode, &moved_episode<CloseEpisode>>(
        post, "/episodes/{episode_id}/close", episode_change, "Closes an episode with its cause."),
    command<&review_episode, &moved_episode<ReviewEpisode>>(post, "/episodes/{episode_id}/review",
                                                            episode_change,
                                                            "Says whether it was worth telling."),
    command<&shelve_episode, &moved_episode<ShelveEpisode>>(
        post, "/episodes/{episode_id}/shelve", episode_change, "Lets an episode rest."),
    command<&unshelve_episode, &moved_episode<OneEpisode>>(
        post, "/episodes/{episode_id}/unshelve", episode_change, "Ends an episode's rest.")};

constexpr Facet facets[] = {facet<&message_facet>(watch_read), facet<&person_facet>(watch_read)};

constexpr Measure measures[] = {
    {"logistics.acknowledgement",
     "minutes",
     "Time from an episode's first alarm until a colleague had seen it.",
     Statistic::duration,
     &observe_acknowledgements,
     {.days = 90},
     5},
    {"logistics.precision",
     "share",
     "Whether an episode was worth telling, by its review.",
     Statistic::share,
     &observe_verdicts,
     {.days = 90},
     5},
    {"logistics.critical", "count", "Episodes that are critical, owned and not over.",
     Statistic::count, &observe_critical}};

constexpr TextColumn text_columns[] = {
    {"logistics_watch", "name", std::nullopt, "what the company calls its own watch"},
    {"logistics_watch", "topic", std::nullopt, "a topic in the company's words"},
    {"logistics_watch", "product", std::nullopt, "a product of the company"},
    {"logistics_watch", "region", std::nullopt, "a place"},
    {"logistics_watch_term", "term", std::nullopt, "a word that the company listens for"},
    {"logistics_pulse", "hours", std::nullopt, "24 figures, packed"},
    {"logistics_episode", "cause", std::nullopt, "a label of the cause"},
    {"logistics_episode", "shelved_for", std::nullopt, "a label of the reason"}};

}  // namespace

const Module& module() {
  static constexpr Module logistics{
      .name = module_name,
      .version = "1",
      .department = Department::logistics,
      .summary = "Early warning: more people speak of a watch than chance explains.",
      .migrations = logistics_migrations,
      .statements = statements,
      .permissions = permissions,
      .events = events,
      .subscriptions = subscriptions,
      .routes = routes,
      .facets = facets,
      .measures = measures,
      // No record names a person or a message. Projections keep ids alone, which stay as their
      // tombstones do.
      .erasers = {},
      .text_columns = text_columns,
  };
  return logistics;
}

}  // namespace kith::logistics
