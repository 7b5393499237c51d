// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include <kith/id.h>
#include <kith/time.h>

#include "decay.h"
#include "ids.h"

namespace kith::sales {

/// What colleagues enter of what happened with a person. Numbers are stored: append.
enum class TouchKind : std::uint8_t {
  help_confirmed,         ///< the person said that our help helped
  they_helped,            ///< they helped us or another customer
  introduction_given,     ///< we introduced or referred them to somebody, also elsewhere
  introduction_received,  ///< they introduced or referred somebody to us
  meeting
};

/// What moves a relationship. The first five are touches, the rest is seen in the log. Numbers are
/// stored: append.
enum class ActKind : std::uint8_t {
  help_confirmed,
  they_helped,
  introduction_given,
  introduction_received,
  meeting,
  exchange,         ///< a question of theirs that a colleague answered
  left_unanswered,  ///< a question of theirs that nobody answered
  promise_kept,
  promise_broken
};

inline constexpr std::array act_kinds{
    ActKind::help_confirmed,        ActKind::they_helped,  ActKind::introduction_given,
    ActKind::introduction_received, ActKind::meeting,      ActKind::exchange,
    ActKind::left_unanswered,       ActKind::promise_kept, ActKind::promise_broken};

/// What an act adds to what we did for them, and to what they did for us (metrics.md section 3).
struct Worth {
  Points ours = 0;
  Points theirs = 0;
};

Worth worth_of(ActKind kind);

/// Whether a colleague and the person both took part in it.
bool is_two_way(ActKind kind);

inline ActKind act_of(TouchKind kind) {
  return static_cast<ActKind>(kind);
}

/// One thing that moved a relationship. (kind, person, at, source) is one act alone.
struct Act {
  ActKind kind = ActKind::exchange;
  PersonId person;
  Time at;
  std::int64_t source = 0;  ///< what it was: the touch, the reply, the question, the promise
  MemberId member;          ///< the colleague; 0: nobody, or nobody knows who
  MessageId message;        ///< the message that shows it, 0 for none
};

}  // namespace kith::sales
