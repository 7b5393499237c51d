// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include <kith/result.h>
#include <kith/time.h>

#include "watch.h"

namespace kith::logistics {

/// An episode's number is the place in the log of the message that began it, which a rebuild
/// finds again.
struct EpisodeNoun;
using EpisodeId = Id<EpisodeNoun>;

/// How far an episode has come. Numbers are stored: append.
enum class EpisodeState : std::uint8_t {
  open,          ///< nobody has seen to it
  acknowledged,  ///< somebody has seen it
  owned,         ///< somebody answers for it
  mitigating,    ///< something is done about it
  told,          ///< the customers know
  closed,        ///< it is over, and why is said
  reviewed,      ///< its owner has said whether it was worth telling
};

/// What a colleague does with an episode. Numbers are in stored events by their word: append.
enum class EpisodeStep : std::uint8_t {
  acknowledge,
  own,
  mitigate,
  tell,
  close,
  review,
  shelve,
  unshelve
};

/// Whether an episode was worth telling, by its owner. Numbers are stored: append.
enum class Verdict : std::uint8_t { none, right, wrong };

/// What saw the worst of an episode. Numbers are stored: append.
enum class Detector : std::uint8_t {
  burst,  ///< many in ten minutes
  drift,  ///< more from day to day
};

/// One step, with what goes with it.
struct EpisodeMove {
  EpisodeStep step = EpisodeStep::acknowledge;
  MemberId member;  ///< who does it; own: who answers from now on
  Time at;
  Time until = {};                  ///< shelve: when it comes back
  std::string cause = {};           ///< close, shelve: a word
  Verdict verdict = Verdict::none;  ///< review
};

/// What an alarm did to an episode. Numbers are stored: append.
enum class AlarmEffect : std::uint8_t { joined, opened, reopened };

/// Alarms of one watch that belong together, and what became of them.
struct Episode {
  EpisodeId id;
  WatchId watch;
  EpisodeState state = EpisodeState::open;
  Time opened_at;
  MessageId opened_by;                  ///< the message that made it an alarm
  Time alarmed_at;                      ///< the newest alarm
  Severity severity = 0;                ///< the highest so far
  Severity settled_severity = 0;        ///< the highest when it was closed or shelved last
  Detector detector = Detector::burst;  ///< of the highest severity
  std::int64_t seen = 0;                ///< people in its ten minutes, or on its day
  std::int64_t expected = 0;            ///< people that were usual then, in 1/1000
  std::int64_t people = 0;              ///< who spoke since, each once a day
  std::int64_t alarms = 0;
  std::int64_t reopened = 0;
  MemberId owner;
  Time acknowledged_at;
  Time owned_at;
  Time mitigating_at;
  Time told_at;
  Time closed_at;
  Time reviewed_at;
  Time shelved_until;
  std::string cause;
  std::string shelved_for;
  Verdict verdict = Verdict::none;
  std::int64_t revision = 0;

  bool is_over() const { return state >= EpisodeState::closed; }
  bool is_shelved(Time now) const { return shelved_until > now; }
};

/// An alarm joins the episode whose newest alarm is not older than this.
inline constexpr Duration joins_within = std::chrono::hours(24);
inline constexpr Duration longest_shelf = std::chrono::hours(24 * 90);

/// One alarm: so many people where so many were usual.
struct Alarm {
  Time at;
  Severity severity = 0;
  std::int64_t seen = 0;
  std::int64_t expected = 0;
  Detector detector = Detector::burst;
};

/// What was said on the day before the first alarm, and until one could not join any more, belongs
/// to an episode.
inline constexpr Duration begins_before = std::chrono::hours(24);
inline Time evidence_from(const Episode& episode) {
  return episode.opened_at - begins_before;
}
inline Time evidence_until(const Episode& episode) {
  return episode.alarmed_at + joins_within;
}

bool joins(const Episode& episode, Time at);
/// Folds an alarm into the episode that it joins. What was closed or shelved opens again when it
/// has become worse by `told_again` since.
AlarmEffect join(Episode& episode, const Alarm& alarm);

/// `rule`, in words for the person, where an episode that stands so cannot go that way.
Result<void> check_move(const Episode& episode, const EpisodeMove& move);
/// Folds a move that was checked when it was made.
void apply(Episode& episode, const EpisodeMove& move);

}  // namespace kith::logistics
