// SPDX-License-Identifier: Apache-2.0
#include "episode.h"

#include <algorithm>

namespace kith::logistics {
namespace {

Result<void> refuse(const char* why) {
  return fail(ErrorCode::rule, why);
}

void enter(Episode& episode, EpisodeState state, Time& since, Time at) {
  episode.state = state;
  since = at;
}

}  // namespace

bool joins(const Episode& episode, Time at) {
  return at - episode.alarmed_at <= joins_within;
}

AlarmEffect join(Episode& episode, const Alarm& alarm) {
  const bool is_put_away = episode.is_over() || episode.is_shelved(alarm.at);
  const bool is_worse = alarm.severity >= episode.settled_severity + told_again;
  episode.alarmed_at = std::max(episode.alarmed_at, alarm.at);
  ++episode.alarms;
  if (alarm.severity > episode.severity) {
    episode.severity = alarm.severity;
    episode.detector = alarm.detector;
    episode.seen = alarm.seen;
    episode.expected = alarm.expected;
  }
  if (!is_put_away || !is_worse) {
    return AlarmEffect::joined;
  }
  if (episode.is_over()) {
    episode.state = EpisodeState::open;
  }
  episode.shelved_until = {};
  ++episode.reopened;
  return AlarmEffect::reopened;
}

Result<void> check_move(const Episode& episode, const EpisodeMove& move) {
  const EpisodeState state = episode.state;
  switch (move.step) {
    case EpisodeStep::acknowledge:
      return state == EpisodeState::open ? Result<void>()
                                         : refuse("Somebody has seen to this episode already.");
    case EpisodeStep::own:
      return !episode.is_over() ? Result<void>() : refuse("This episode is over.");
    case EpisodeStep::mitigate:
      return state == EpisodeState::owned
                 ? Result<void>()
                 : refuse(
                       "Somebody has to own an episode before something is done about it, and "
                       "that is said once.");
    case EpisodeStep::tell:
      return state == EpisodeState::owned || state == EpisodeState::mitigating
                 ? Result<void>()
                 : refuse(
                       "Somebody has to own an episode before its customers are told, and that "
                       "is said once.");
    case EpisodeStep::close:
      return !episode.is_over() ? Result<void>() : refuse("This episode is closed already.");
    case EpisodeStep::review:
      return state == EpisodeState::closed ? Result<void>()
                                           : refuse("An episode is reviewed once it is closed.");
    case EpisodeStep::shelve:
      if (episode.is_over()) {
        return refuse("This episode is over; there is nothing to shelve.");
      }
      if (move.until <= move.at || move.until - move.at > longest_shelf) {
        return fail_at(ErrorCode::rule, "/until",
                       "An episode is shelved until a later time, at most 90 days on.");
      }
      return {};
    case EpisodeStep::unshelve: break;
  }
  return episode.is_shelved(move.at) ? Result<void>() : refuse("This episode is not shelved.");
}

void apply(Episode& episode, const EpisodeMove& move) {
  switch (move.step) {
    case EpisodeStep::acknowledge:
      enter(episode, EpisodeState::acknowledged, episode.acknowledged_at, move.at);
      break;
    case EpisodeStep::own:
      episode.owner = move.member;
      if (!episode.acknowledged_at) {
        episode.acknowledged_at = move.at;
      }
      if (episode.state < EpisodeState::owned) {
        enter(episode, EpisodeState::owned, episode.owned_at, move.at);
      }
      break;
    case EpisodeStep::mitigate:
      enter(episode, EpisodeState::mitigating, episode.mitigating_at, move.at);
      break;
    case EpisodeStep::tell: enter(episode, EpisodeState::told, episode.told_at, move.at); break;
    case EpisodeStep::close:
      enter(episode, EpisodeState::closed, episode.closed_at, move.at);
      episode.cause = move.cause;
      episode.settled_severity = episode.severity;
      episode.shelved_until = {};
      break;
    case EpisodeStep::review:
      enter(episode, EpisodeState::reviewed, episode.reviewed_at, move.at);
      episode.verdict = move.verdict;
      break;
    case EpisodeStep::shelve:
      episode.shelved_until = move.until;
      episode.shelved_for = move.cause;
      episode.settled_severity = episode.severity;
      break;
    case EpisodeStep::unshelve: episode.shelved_until = {}; break;
  }
  ++episode.revision;
}

}  // namespace kith::logistics
