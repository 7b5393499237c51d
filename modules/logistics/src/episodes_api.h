// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "episode_view.h"

/// The routes that read episodes.
namespace kith::logistics {

extern const Statement list_all_episodes;
extern const Statement list_episodes_of_state;
extern const Statement list_evidence;

struct ListEpisodes {
  std::optional<EpisodeState> state;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("Episodes, newest first.",
                     field<&ListEpisodes::state>("Only those that have come so far; all where it "
                                                 "is left out."),
                     field<&ListEpisodes::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListEpisodes::cursor>("Where the page before ended."));
  }
};

struct OneEpisode {
  EpisodeId episode_id;

  static consteval auto describe() {
    return described("One episode.", field<&OneEpisode::episode_id>("Which."));
  }
};

struct EvidenceView {
  MessageId message_id;
  ConversationId thread_id;
  PersonId person_id;
  Time at;

  static consteval auto describe() {
    return described("A message behind an episode.",
                     field<&EvidenceView::message_id>("The message."),
                     field<&EvidenceView::thread_id>("The thread it came in on."),
                     field<&EvidenceView::person_id>("Who wrote it; after merges, the whole."),
                     field<&EvidenceView::at>("When it counts."));
  }
};

struct ListEvidence {
  EpisodeId episode_id;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described(
        "The messages behind an episode, oldest first: from the day before its first alarm until "
        "the day after its newest.",
        field<&ListEvidence::episode_id>("Which episode."),
        field<&ListEvidence::limit>("How many to a page.", range{1, 200}, defaults),
        field<&ListEvidence::cursor>("Where the page before ended."));
  }
};

Result<Page<EpisodeView>> list_episodes(QueryContext& context, const ListEpisodes& input);
Result<EpisodeView> get_episode(QueryContext& context, const OneEpisode& input);
Result<Page<EvidenceView>> list_episode_messages(QueryContext& context, const ListEvidence& input);

}  // namespace kith::logistics
