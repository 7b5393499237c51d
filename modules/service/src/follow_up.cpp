// SPDX-License-Identifier: Apache-2.0
#include "follow_up.h"

#include "calendar_store.h"
#include "case_store.h"
#include "clocks.h"
#include "events.h"
#include "policy_store.h"
#include "surveying.h"

namespace kith::service {
namespace {

std::string reply_timer(ConversationId conversation) {
  return "reply:" + std::to_string(conversation.value);
}

std::string resolution_timer(ConversationId conversation) {
  return "resolution:" + std::to_string(conversation.value);
}

Result<std::int64_t> business_minutes(DecideContext& context, const Case& row, Time until) {
  const Calendar* const calendar = KITH_TRY(context.kept<&load_calendar>());
  return whole_minutes(running_time(calendar, row.opening.at, row.clock_at(until), row.pauses));
}

Result<void> announce_first_reply(DecideContext& context, const Case& row) {
  const FirstReply& first = row.first_reply;
  context.emit(
      row.conversation.value,
      FirstReplied{.message_id = first.message,
                   .member_id = first.member,
                   .calendar_minutes = first.minutes.value_or(0),
                   .business_minutes = KITH_TRY(business_minutes(context, row, first.at))});
  return {};
}

Result<void> announce_resolution(DecideContext& context, const EventHead& head, const Case& row) {
  const Resolution& resolution = row.resolution;
  context.emit(
      row.conversation.value,
      CaseResolved{.resolved_at = resolution.at,
                   .member_id = head.actor,
                   .calendar_minutes = resolution.minutes.value_or(0),
                   .business_minutes = KITH_TRY(business_minutes(context, row, resolution.at)),
                   .replies = row.replies,
                   .reopened = resolution.reopened});
  return {};
}

Result<void> set_targets(DecideContext& context, const Case& row) {
  const Policy policy = policy_for(*KITH_TRY(context.kept<&load_policies>()), row.priority);
  const Calendar* const calendar = KITH_TRY(context.kept<&load_calendar>());
  const auto due = [&](Time from, std::int32_t minutes) {
    return due_after(policy.business_hours ? calendar : nullptr, from,
                     std::chrono::minutes(minutes), row.pauses);
  };
  const Subject subject{Noun::conversation, row.conversation.value};
  CaseTargetsSet targets{.policy_id = policy.id};
  if (row.waiting_since) {
    const bool is_first = !row.first_reply.at;
    std::optional<Time>& reply = is_first ? targets.first_reply_due : targets.next_reply_due;
    reply =
        due(row.waiting_since, is_first ? policy.first_reply_minutes : policy.next_reply_minutes);
    targets.waiting_since = row.waiting_since;
    context.apply(ScheduleTimer{reply_timer(row.conversation), *reply, subject});
  }
  targets.resolution_due = due(row.opening.at, policy.resolution_minutes);
  context.apply(
      ScheduleTimer{resolution_timer(row.conversation), *targets.resolution_due, subject});
  context.emit(subject.id, targets);
  return {};
}

Result<void> keep_timers(DecideContext& context, const Case& row) {
  const Effects& effects = row.effects;
  if (!row.is_opened() || row.is_history()) {
    return {};
  }
  if (effects.ends_wait || effects.stops_clocks) {
    context.apply(CancelTimer{reply_timer(row.conversation)});
  }
  if (effects.stops_clocks) {
    context.apply(CancelTimer{resolution_timer(row.conversation)});
  }
  return effects.sets_targets && row.is_running() ? set_targets(context, row) : Result<void>();
}

}  // namespace

Result<void> follow_up_case(DecideContext& context, const EventHead& head,
                            ConversationId conversation) {
  const Case* row = KITH_TRY(context.find<CaseTable>(conversation));
  if (row == nullptr || row->effects.of != head.sequence) {
    return {};
  }
  if (row->effects.is_first_reply) {
    KITH_CHECK(announce_first_reply(context, *row));
  }
  if (row->effects.resolves) {
    KITH_CHECK(announce_resolution(context, head, *row));
    KITH_CHECK(draw_survey(context, head, *row));
  }
  return keep_timers(context, *row);
}

Result<void> check_reply(DecideContext& context, const Event<TimerFired>& event) {
  const Case* const row = KITH_TRY(context.find<CaseTable>({event.head.subject}));
  if (row == nullptr || !row->is_running() || !row->waiting_since ||
      row->targets.reply_due != event.body.due || row->targets.reply_is_late) {
    return {};
  }
  const Target which = row->first_reply.at ? Target::next_reply : Target::first_reply;
  context.emit(event.head.subject, TargetMissed{which, event.body.due});
  return {};
}

Result<void> check_resolution(DecideContext& context, const Event<TimerFired>& event) {
  const Case* const row = KITH_TRY(context.find<CaseTable>({event.head.subject}));
  if (row != nullptr && row->is_running() && row->targets.resolution_due == event.body.due &&
      !row->targets.resolution_missed) {
    context.emit(event.head.subject, TargetMissed{Target::resolution, event.body.due});
  }
  return {};
}

}  // namespace kith::service
