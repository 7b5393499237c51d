// SPDX-License-Identifier: Apache-2.0
#include "answer_projection.h"

#include <algorithm>

#include "answer_store.h"

namespace kith::people {
namespace {

/// A colleague's message to the people of a thread.
struct Reply {
  MessageId message;
  ConversationId thread;
  MemberId member;
  PersonId to;
  Time at;
};

ConversationId thread_or(ConversationId thread, const EventHead& head) {
  return thread ? thread : ConversationId{head.subject};
}

/// When it was said, as its network tells, though never after it was recorded.
Time not_after(Time said, const EventHead& head) {
  return std::min(said, head.occurred_at);
}

Result<void> act(ApplyContext& context, const Act& act) {
  *KITH_TRY(context.edit<ActTable>(ActTable::key_of(act.kind, act.id))) = act;
  return {};
}

Result<void> ask(ApplyContext& context, ConversationId thread, const Question& question) {
  Thread& row = *KITH_TRY(context.edit<ThreadTable>(thread));
  row.conversation = thread;
  row.ask(question);
  return {};
}

Result<void> answer(ApplyContext& context, const EventHead& head, const Reply& reply) {
  std::vector<Question> questions;
  if (KITH_TRY(context.find<ThreadTable>(reply.thread)) != nullptr) {
    Thread& row = *KITH_TRY(context.edit<ThreadTable>(reply.thread));
    questions = row.answer(reply.message, head.sequence);
  }
  for (const Question& each : questions) {
    *KITH_TRY(context.edit<AnswerTable>(each.message)) = {.question = each.message,
                                                          .answer = reply.message,
                                                          .member = reply.member,
                                                          .asker = each.asker,
                                                          .thread = reply.thread,
                                                          .asked_at = each.asked_at,
                                                          .answered_at = reply.at};
  }
  return act(context, {.kind = ActKind::reply,
                       .id = reply.message.value,
                       .member = reply.member,
                       .person = reply.to,
                       .questions = static_cast<std::int64_t>(questions.size()),
                       .happened_at = reply.at});
}

/// What the company said that was not written here: imported, or sent by no colleague in
/// particular.
Result<void> fold_ours(ApplyContext& context, const Event<MessageAdded>& event) {
  const MessageAdded& body = event.body;
  const ConversationId thread = thread_or(body.thread_id, event.head);
  const Thread* known = KITH_TRY(context.find<ThreadTable>(thread));
  if (body.member_id) {
    const PersonId to =
        known == nullptr || known->open.empty() ? PersonId{} : known->open.back().asker;
    return answer(
        context, event.head,
        {body.message_id, thread, body.member_id, to, not_after(body.posted_at, event.head)});
  }
  if (body.is_history && known != nullptr) {
    KITH_TRY(context.edit<ThreadTable>(thread))->close(body.message_id);
  }
  return {};
}

/// What somebody outside said: first it is heard as what follows an answer, then as a question.
Result<void> fold_theirs(ApplyContext& context, const Event<MessageAdded>& event) {
  const MessageAdded& body = event.body;
  const ConversationId thread = thread_or(body.thread_id, event.head);
  const Time at = not_after(body.posted_at, event.head);
  const Thread* known = KITH_TRY(context.find<ThreadTable>(thread));
  if (known != nullptr && !known->awaiting.empty()) {
    Thread& row = *KITH_TRY(context.edit<ThreadTable>(thread));
    for (const MessageId question : row.hear(body.person_id, body.message_id)) {
      Answer& heard = *KITH_TRY(context.edit<AnswerTable>(question));
      heard.reaction = body.needs_reply ? Reaction::asked_again : Reaction::thanked;
      heard.reacted_at = at;
    }
  }
  return body.needs_reply ? ask(context, thread, {body.message_id, body.person_id, at})
                          : Result<void>();
}

}  // namespace

Result<void> fold_message(ApplyContext& context, const Event<MessageAdded>& event) {
  const MessageAdded& body = event.body;
  switch (body.direction) {
    case Direction::inbound: return fold_theirs(context, event);
    case Direction::outbound: return fold_ours(context, event);
    case Direction::note: break;
  }
  return body.member_id ? act(context, {.kind = ActKind::note,
                                        .id = body.message_id.value,
                                        .member = body.member_id,
                                        .happened_at = not_after(body.posted_at, event.head)})
                        : Result<void>();
}

Result<void> fold_reply(ApplyContext& context, const Event<ReplySent>& event) {
  const ReplySent& body = event.body;
  return body.member_id ? answer(context, event.head,
                                 {body.message_id, thread_or(body.thread_id, event.head),
                                  body.member_id, body.person_id, event.head.occurred_at})
                        : Result<void>();
}

Result<void> fold_edit(ApplyContext& context, const Event<MessageEdited>& event) {
  const MessageEdited& body = event.body;
  const ConversationId thread = thread_or(body.thread_id, event.head);
  const Thread* known = KITH_TRY(context.find<ThreadTable>(thread));
  if (body.needs_reply) {
    const bool was_answered = KITH_TRY(context.find<AnswerTable>(body.message_id)) != nullptr;
    const bool asks_anew = body.direction == Direction::inbound && !was_answered &&
                           (known == nullptr || !known->has_open(body.message_id));
    return asks_anew
               ? ask(context, thread, {body.message_id, body.person_id, event.head.occurred_at})
               : Result<void>();
  }
  if (known != nullptr && known->has_open(body.message_id)) {
    KITH_TRY(context.edit<ThreadTable>(thread))->withdraw(body.message_id);
  }
  return {};
}

Result<void> fold_deletion(ApplyContext& context, const Event<MessageDeleted>& event) {
  const ConversationId thread = thread_or(event.body.thread_id, event.head);
  const Thread* known = KITH_TRY(context.find<ThreadTable>(thread));
  if (known != nullptr && known->has_open(event.body.message_id)) {
    KITH_TRY(context.edit<ThreadTable>(thread))->withdraw(event.body.message_id);
  }
  return {};
}

// What a merge does to a status says nothing of how the people of the conversation fare.
Result<void> fold_status(ApplyContext& context, const Event<StatusChanged>& event) {
  if (event.body.cause == Cause::merge) {
    return {};
  }
  const ConversationId conversation{event.head.subject};
  const bool is_resolved = event.body.to == Status::resolved;
  const Thread* known = KITH_TRY(context.find<ThreadTable>(conversation));
  const Time since = known == nullptr ? Time{} : known->resolved_since;
  if (is_resolved == static_cast<bool>(since)) {
    return {};
  }
  const Time at = event.head.occurred_at;
  Thread& row = *KITH_TRY(context.edit<ThreadTable>(conversation));
  row.conversation = conversation;
  row.resolved_since = is_resolved ? at : Time{};
  const Resolution stretch =
      is_resolved ? Resolution{conversation, at, Time{}} : Resolution{conversation, since, at};
  *KITH_TRY(context.edit<ResolutionTable>({conversation, stretch.resolved_at})) = stretch;
  return {};
}

// The first that is more than having heard is the answer, whoever owns the handoff.
Result<void> fold_handoff(ApplyContext& context, const Event<HandoffChanged>& event) {
  const ActTable::Key key = ActTable::key_of(ActKind::handoff, event.head.subject);
  if (event.body.state == HandoffState::heard || !event.head.actor ||
      KITH_TRY(context.find<ActTable>(key)) != nullptr) {
    return {};
  }
  return act(context, {.kind = ActKind::handoff,
                       .id = event.head.subject,
                       .member = event.head.actor,
                       .happened_at = event.head.occurred_at});
}

Result<void> fold_member(ApplyContext& context, const Event<MemberChanged>& event) {
  const MemberChanged& body = event.body;
  const Time since = event.head.occurred_at;
  *KITH_TRY(context.edit<MembershipTable>({body.member_id, since})) = {
      body.member_id, since, body.department, body.is_active};
  return {};
}

}  // namespace kith::people
