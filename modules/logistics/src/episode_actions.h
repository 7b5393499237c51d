// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/route.h>

#include "episodes_api.h"

/// What a colleague does with an episode: each route is one step of its life, and answers the
/// episode as it is then.
namespace kith::logistics {

struct CloseEpisode {
  EpisodeId episode_id;
  std::string cause;

  static consteval auto describe() {
    return described("Closes an episode.", field<&CloseEpisode::episode_id>("Which."),
                     field<&CloseEpisode::cause>("Why it was, as a word.", forms::word,
                                                 length{1, 64}, example{"\"supplier_lot\""}));
  }
};

struct ReviewEpisode {
  EpisodeId episode_id;
  bool was_right = true;

  static consteval auto describe() {
    return described("Reviews a closed episode.", field<&ReviewEpisode::episode_id>("Which."),
                     field<&ReviewEpisode::was_right>("Whether it was worth telling."));
  }
};

struct ShelveEpisode {
  EpisodeId episode_id;
  Time until;
  std::string reason;

  static consteval auto describe() {
    return described("Lets an episode rest. It comes back by itself, or when it grows much worse.",
                     field<&ShelveEpisode::episode_id>("Which."),
                     field<&ShelveEpisode::until>("Until when, at most 90 days on.",
                                                  example{"\"2026-03-02T08:00:00Z\""}),
                     field<&ShelveEpisode::reason>("Why, as a word.", forms::word, length{1, 64},
                                                   example{"\"planned_maintenance\""}));
  }
};

Result<void> acknowledge_episode(CommandContext& context, const OneEpisode& input);
/// The caller answers for it from now on.
Result<void> own_episode(CommandContext& context, const OneEpisode& input);
Result<void> mitigate_episode(CommandContext& context, const OneEpisode& input);
Result<void> tell_episode(CommandContext& context, const OneEpisode& input);
Result<void> close_episode(CommandContext& context, const CloseEpisode& input);
Result<void> review_episode(CommandContext& context, const ReviewEpisode& input);
Result<void> shelve_episode(CommandContext& context, const ShelveEpisode& input);
Result<void> unshelve_episode(CommandContext& context, const OneEpisode& input);

/// The answer of each of them.
template <class Input>
Result<EpisodeView> moved_episode(QueryContext& context, const Input& input, const Created&) {
  return view_episode(context.reader(), input.episode_id);
}

}  // namespace kith::logistics
