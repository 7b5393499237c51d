// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "drift.h"
#include "episode.h"
#include "ewma.h"

namespace kith::logistics {

/// Where a watch stands: what is usual, and the bin that people are counted in now. It is brought
/// forward by the messages themselves; silence needs no event, because empty bins are closed when
/// the next message comes, or in a copy for who asks.
struct Pulse {
  WatchId watch;
  Ewma usual;
  Drift drift = {};
  Bin open_bin = 0;         ///< 0: nobody came yet
  std::int64_t people = 0;  ///< in the open bin
  EpisodeId episode;        ///< the newest
  Sequence alarmed_by = 0;  ///< the event that opened an episode, or made one open again
  AlarmEffect effect = AlarmEffect::joined;  ///< which of them
};

/// Somebody who comes later than this is not learnt from any more.
inline constexpr Bin latest_bins = 3;

/// Closes every bin before `bin`; a bin that is not later than the open one changes nothing.
void advance(Pulse& pulse, Bin bin);
/// Counts one more person at `bin`, and says whether the open bin is theirs: those who come
/// `latest_bins` late are counted in it, those who come later are not.
bool count_person(Pulse& pulse, Bin bin);
/// Takes back one person who was counted at `bin`, where that bin is still open.
bool uncount_person(Pulse& pulse, Bin bin);

Judgement judge(const Pulse& pulse);
/// The alarm that the open bin or the open day is at `at`, if one is, the worse of both: `alarm_at`
/// or more of severity.
std::optional<Alarm> alarm_of(const Pulse& pulse, Time at, Severity alarm_at);

}  // namespace kith::logistics
