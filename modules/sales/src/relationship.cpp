// SPDX-License-Identifier: Apache-2.0
#include "relationship.h"

#include <algorithm>

namespace kith::sales {

void Relationship::hear(const Contact& contact) {
  if (contact.is_newer_than(last)) {
    last = contact;
  }
}

void Relationship::count(const Act& act, Counting counting) {
  const auto one = static_cast<std::int64_t>(counting);
  kept += act.kind == ActKind::promise_kept ? one : 0;
  broken += act.kind == ActKind::promise_broken ? one : 0;
  tally.count(worth_of(act.kind), act.at, counting);
}

std::int64_t Relationship::warmth() const {
  return warmth_of(
      {.worth = tally.at_end_of_newest(), .kept = kept, .broken = broken, .colleagues = colleagues},
      tally.newest());
}

std::int64_t Relationship::last_day() const {
  constexpr std::int64_t seconds_in_a_day = 24 * 60 * 60;
  constexpr std::int64_t microseconds_in_a_day = seconds_in_a_day * 1'000'000;
  return std::max(last.at.microseconds / microseconds_in_a_day,
                  tally.newest() * (half_life_seconds / seconds_in_a_day));
}

}  // namespace kith::sales
