// SPDX-License-Identifier: Apache-2.0
#include "act_view.h"

#include "tally.h"

namespace kith::sales {

std::int32_t hundredths_of(Points points) {
  constexpr Points hundred = 100;
  return static_cast<std::int32_t>((points * hundred + one_point / 2) >> points_places);
}

ActView view_of(const Act& act, Time now) {
  Tally alone;
  alone.count(worth_of(act.kind), act.at, Counting::in);
  const Worth left = alone.at(now);
  ActView view{.kind = act.kind,
               .happened_at = act.at,
               .ours_hundredths = hundredths_of(left.ours),
               .theirs_hundredths = hundredths_of(left.theirs)};
  if (act.member) {
    view.member_id = act.member;
  }
  if (act.message) {
    view.message_id = act.message;
  }
  switch (act.kind) {
    case ActKind::exchange: view.reply_id = MessageId{act.source}; break;
    case ActKind::left_unanswered: break;
    case ActKind::promise_kept:
    case ActKind::promise_broken: view.promise_id = PromiseId{act.source}; break;
    default: view.touch_id = TouchId{act.source};
  }
  return view;
}

}  // namespace kith::sales
