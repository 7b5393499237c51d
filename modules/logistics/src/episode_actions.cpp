// SPDX-License-Identifier: Apache-2.0
#include "episode_actions.h"

#include "episode_store.h"
#include "events.h"

namespace kith::logistics {
namespace {

/// Tells of a step of an episode that is there, where it may be taken.
Result<void> move(CommandContext& context, EpisodeId id, EpisodeMove step) {
  const Episode episode = KITH_TRY(load_episode(context.reader(), id));
  if (context.expected_revision()) {
    KITH_CHECK(context.check_revision(episode.revision));
  }
  step.member = context.caller().member;
  step.at = context.now();
  KITH_CHECK(check_move(episode, step));
  EpisodeMoved event{.episode_id = id,
                     .step = step.step,
                     .member_id = step.member,
                     .at = step.at,
                     .cause = step.cause,
                     .verdict = step.verdict};
  if (step.until) {
    event.until = step.until;
  }
  context.emit(episode.watch.value, std::move(event));
  return {};
}

}  // namespace

Result<void> acknowledge_episode(CommandContext& context, const OneEpisode& input) {
  return move(context, input.episode_id, {.step = EpisodeStep::acknowledge});
}

Result<void> own_episode(CommandContext& context, const OneEpisode& input) {
  if (!context.caller().member) {
    return fail(ErrorCode::rule, "Only a colleague can answer for an episode. Sign in as one.");
  }
  return move(context, input.episode_id, {.step = EpisodeStep::own});
}

Result<void> mitigate_episode(CommandContext& context, const OneEpisode& input) {
  return move(context, input.episode_id, {.step = EpisodeStep::mitigate});
}

Result<void> tell_episode(CommandContext& context, const OneEpisode& input) {
  return move(context, input.episode_id, {.step = EpisodeStep::tell});
}

Result<void> close_episode(CommandContext& context, const CloseEpisode& input) {
  return move(context, input.episode_id, {.step = EpisodeStep::close, .cause = input.cause});
}

Result<void> review_episode(CommandContext& context, const ReviewEpisode& input) {
  return move(
      context, input.episode_id,
      {.step = EpisodeStep::review, .verdict = input.was_right ? Verdict::right : Verdict::wrong});
}

Result<void> shelve_episode(CommandContext& context, const ShelveEpisode& input) {
  return move(context, input.episode_id,
              {.step = EpisodeStep::shelve, .until = input.until, .cause = input.reason});
}

Result<void> unshelve_episode(CommandContext& context, const OneEpisode& input) {
  return move(context, input.episode_id, {.step = EpisodeStep::unshelve});
}

}  // namespace kith::logistics
