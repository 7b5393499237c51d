// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

/// What follows from what an event did to a case: due times, timers and announcements. The decides,
/// each run once, on the module's lane, right after the applies of the same event.
namespace kith::service {

/// The use case, for one conversation that the event touched.
Result<void> follow_up_case(DecideContext& context, const EventHead& head,
                            ConversationId conversation);

/// For the events whose subject is the one conversation that they touch.
template <class Body>
Result<void> follow_up(DecideContext& context, const Event<Body>& event) {
  return follow_up_case(context, event.head, {event.head.subject});
}

/// For a merge or its undoing, which touches the one that stays and the other.
template <class Body>
Result<void> follow_up_both(DecideContext& context, const Event<Body>& event) {
  KITH_CHECK(follow_up_case(context, event.head, event.body.from));
  return follow_up_case(context, event.head, {event.head.subject});
}

/// The due time of an answer has come: when nobody answered, that is told.
Result<void> check_reply(DecideContext& context, const Event<TimerFired>& event);
/// The same of a resolution.
Result<void> check_resolution(DecideContext& context, const Event<TimerFired>& event);

}  // namespace kith::service
