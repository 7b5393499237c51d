// SPDX-License-Identifier: Apache-2.0
#include "case_projection.h"

#include <algorithm>

#include "change_case.h"

namespace kith::service {
namespace {

ConversationId conversation_of(const EventHead& head) {
  return {head.subject};
}

/// Whether a case that is opened again had not been done with: who only says thanks opens the
/// conversation too, and a question is noted as one.
bool is_decision(Cause cause) {
  return cause != Cause::message && cause != Cause::merge;
}

/// When it was said, as its network tells; no network knows the future.
Time said_at(const Event<MessageAdded>& event) {
  return std::min(event.body.posted_at, event.head.occurred_at);
}

Result<void> fold_ask(ApplyContext& context, const EventHead& head, const Ask& ask, Origin origin) {
  const ConversationId conversation = conversation_of(head);
  bool was_closed = false;
  KITH_CHECK(change_case(context, head, conversation, [&](Case& row) {
    was_closed = row.resolution.at || row.resolution.reopened > 0;
    row.ask(ask, origin, head.sequence);
  }));
  if (was_closed) {
    note_return(context, conversation, ask);
  }
  const AskState state = origin == Origin::live ? AskState::waiting : AskState::let_go;
  context.run(save_ask, {{"message", ask.message},
                         {"conversation", conversation},
                         {"thread", ask.thread},
                         {"asked_at", ask.asked_at},
                         {"state", static_cast<int>(state)}});
  return {};
}

/// What is said so that nobody waits any more: their thanks, or something of ours that no colleague
/// signed. Where it is history, nobody waited.
Result<void> fold_end_of_wait(ApplyContext& context, const Event<MessageAdded>& event) {
  return change_known_case(context, event.head, conversation_of(event.head), [&](Case& row) {
    if (event.body.direction == Direction::inbound) {
      row.last_inbound = std::max(row.last_inbound, event.body.message_id);
    }
    if (!event.body.is_history) {
      row.let_go();
    }
  });
}

/// A reply in the whole also answers the cases of the threads in which was asked, and those
/// between: they show it once they stand alone again.
Result<void> answer_parts(ApplyContext& context, const EventHead& head, ConversationId thread,
                          const Reply& reply) {
  while (thread != conversation_of(head)) {
    const Case* part = KITH_TRY(context.find<CaseTable>(thread));
    if (part == nullptr || !part->merged_into) {
      return {};
    }
    const ConversationId whole = part->merged_into;
    KITH_CHECK(change_case(context, head, thread, [&](Case& row) { row.answer_opening(reply); }));
    thread = whole;
  }
  return {};
}

Result<void> fold_answer(ApplyContext& context, const EventHead& head, const Reply& reply) {
  const ConversationId conversation = conversation_of(head);
  std::vector<Ask> answered;
  KITH_CHECK(change_known_case(context, head, conversation,
                               [&](Case& row) { answered = row.answer(reply); }));
  for (const Ask& ask : answered) {
    KITH_CHECK(answer_parts(context, head, ask.thread, reply));
  }
  return {};
}

}  // namespace

Result<void> fold_message(ApplyContext& context, const Event<MessageAdded>& event) {
  const MessageAdded& body = event.body;
  const bool is_ours = body.direction == Direction::outbound;
  if (body.direction == Direction::note) {
    return {};
  }
  if (is_ours && (body.member_id || body.is_history)) {
    return fold_answer(context, event.head, {body.message_id, body.member_id, said_at(event)});
  }
  if (is_ours || !body.needs_reply) {
    return fold_end_of_wait(context, event);
  }
  return fold_ask(context, event.head, {body.message_id, body.thread_id, said_at(event)},
                  body.is_history ? Origin::history : Origin::live);
}

Result<void> fold_reply(ApplyContext& context, const Event<ReplySent>& event) {
  if (!event.body.member_id) {
    return {};
  }
  return fold_answer(context, event.head,
                     {event.body.message_id, event.body.member_id, event.head.occurred_at});
}

Result<void> fold_edit(ApplyContext& context, const Event<MessageEdited>& event) {
  const MessageId message = event.body.message_id;
  const ConversationId conversation = conversation_of(event.head);
  if (!event.body.needs_reply) {
    return change_known_case(context, event.head, conversation,
                             [&](Case& row) { row.withdraw(message); });
  }
  const Case* row = KITH_TRY(context.find<CaseTable>(conversation));
  const bool asks_anew = row == nullptr || (row->last_inbound <= message &&
                                            row->last_reply < message && !row->has_asked(message));
  const ConversationId thread = event.body.thread_id ? event.body.thread_id : conversation;
  return asks_anew ? fold_ask(context, event.head, {message, thread, event.head.occurred_at},
                              Origin::live)
                   : Result<void>();
}

Result<void> fold_deletion(ApplyContext& context, const Event<MessageDeleted>& event) {
  return change_known_case(context, event.head, conversation_of(event.head),
                           [&](Case& row) { row.let_go(event.body.message_id); });
}

// Nobody waits for us in history, whatever is changed in it later.
Result<void> fold_wait_change(ApplyContext& context, const Event<WaitChanged>& event) {
  const std::optional<Time>& since = event.body.waiting_since;
  return change_known_case(context, event.head, conversation_of(event.head), [&](Case& row) {
    if (!since || !row.is_history()) {
      row.wait_since(since.value_or(Time{}), event.head.sequence);
    }
  });
}

Result<void> fold_status(ApplyContext& context, const Event<StatusChanged>& event) {
  Status from{};
  KITH_CHECK(change_case(context, event.head, conversation_of(event.head), [&](Case& row) {
    from = row.status;
    row.set_status(event.body.to, event.head.occurred_at, event.body.cause);
  }));
  const Case& row = *KITH_TRY(context.find<CaseTable>(conversation_of(event.head)));
  if (row.effects.resolves) {
    note_closing(context, row);
  } else if (from == Status::resolved && event.body.to != from && is_decision(event.body.cause)) {
    note_reopening(context, row, event.head.occurred_at);
  }
  return {};
}

Result<void> fold_assignee(ApplyContext& context, const Event<AssigneeChanged>& event) {
  return change_case(context, event.head, conversation_of(event.head),
                     [&](Case& row) { row.assignee = event.body.to; });
}

Result<void> fold_priority(ApplyContext& context, const Event<PriorityChanged>& event) {
  return change_case(context, event.head, conversation_of(event.head), [&](Case& row) {
    row.priority = event.body.to;
    row.effects.sets_targets = true;
  });
}

Result<void> recount(ApplyContext& context, const Counter& before, const Counter& after) {
  if (before == after) {
    return {};
  }
  Counter& left = *KITH_TRY(context.edit<CounterTable>(before.assignee));
  left.assignee = before.assignee;
  left -= before;
  Counter& entered = *KITH_TRY(context.edit<CounterTable>(after.assignee));
  entered.assignee = after.assignee;
  entered += after;
  return {};
}

}  // namespace kith::service
