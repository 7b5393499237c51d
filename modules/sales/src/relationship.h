// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/id.h>
#include <kith/nouns.h>
#include <kith/time.h>

#include "strength.h"
#include "tally.h"

namespace kith::sales {

/// A message that passed between a person and us.
struct Contact {
  Time at;
  MessageId message;
  ChannelId channel;
  MemberId member;  ///< the colleague who wrote it, 0: the person did, or nobody knows who
  Direction direction = Direction::inbound;

  bool is_newer_than(const Contact& other) const {
    return at != other.at ? at > other.at : message > other.message;
  }
};

/// How we stand with one person, as far as their own addresses go. A value.
struct Relationship {
  PersonId person;
  Contact last;
  std::int64_t kept = 0;        ///< promises
  std::int64_t broken = 0;      ///< promises
  std::int64_t colleagues = 0;  ///< who was in two-way contact
  Tally tally;

  void hear(const Contact& contact);
  void count(const Act& act, Counting counting);

  /// Where lists by strength have it, 0: nowhere.
  std::int64_t warmth() const;
  /// The day of the newest contact or, where there was none, of the newest act's quarter.
  std::int64_t last_day() const;
};

/// What passed between a person and one colleague. A value.
struct Tie {
  PersonId person;
  MemberId member;
  std::int64_t two_way = 0;  ///< acts in which both took part
  Tally tally;
};

}  // namespace kith::sales
