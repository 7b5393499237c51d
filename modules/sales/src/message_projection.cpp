// SPDX-License-Identifier: Apache-2.0
#include "message_projection.h"

#include <algorithm>

#include "ledger.h"
#include "whole_thread.h"

namespace kith::sales {
namespace {

/// Nobody wrote before there was a net to write on, and nothing was posted after it was recorded.
Time when_posted(Time posted_at, const EventHead& head) {
  return {std::clamp<std::int64_t>(posted_at.microseconds, 0, head.occurred_at.microseconds)};
}

/// Events from before they named the thread are about the conversation alone.
ConversationId thread_of(ConversationId thread, const EventHead& head) {
  return thread ? thread : ConversationId{head.subject};
}

/// Who wrote first in a thread, nobody where that is not known.
Result<PersonId> opener_of(ApplyContext& context, ConversationId thread) {
  const Thread* const row = KITH_TRY(context.find<ThreadTable>(thread));
  return row == nullptr ? PersonId{} : row->opener;
}

Result<void> fold_inbound(ApplyContext& context, const Event<MessageAdded>& event) {
  const MessageAdded& body = event.body;
  if (!body.person_id) {
    return {};
  }
  KITH_CHECK(note_contact(context, body.person_id,
                          {.at = when_posted(body.posted_at, event.head),
                           .message = body.message_id,
                           .channel = body.channel_id,
                           .direction = Direction::inbound}));
  const ConversationId thread = thread_of(body.thread_id, event.head);
  const Thread* const known = KITH_TRY(context.find<ThreadTable>(thread));
  if (known != nullptr && known->opener && !body.needs_reply &&
      known->oldest_waiting() == nullptr) {
    return {};
  }
  Thread& row = *KITH_TRY(edit_thread(context, thread));
  row.opener = row.opener ? row.opener : body.person_id;
  if (body.needs_reply) {
    row.ask({.message = body.message_id,
             .person = body.person_id,
             .since = event.head.occurred_at,
             .state = body.is_history ? QuestionState::let_go : QuestionState::waiting});
  } else {
    row.let_go(body.person_id);
  }
  return {};
}

/// A message of ours: who wrote it, to whom, and when.
struct Reply {
  MessageId message;
  PersonId to;
  ChannelId channel;
  MemberId member;
  Time at;
  bool is_by_people = true;
};

/// One exchange for each person of whom a question was answered, however many they asked.
Result<void> enter_exchanges(ApplyContext& context, const Reply& reply,
                             const std::vector<Question>& answered) {
  std::vector<PersonId> persons;
  for (auto each = answered.rbegin(); each != answered.rend(); ++each) {
    if (std::ranges::find(persons, each->person) != persons.end()) {
      continue;
    }
    persons.push_back(each->person);
    KITH_CHECK(enter_act(context, {.kind = ActKind::exchange,
                                   .person = each->person,
                                   .at = reply.at,
                                   .source = reply.message.value,
                                   .member = reply.member,
                                   .message = each->message}));
  }
  const Contact contact{.at = reply.at,
                        .message = reply.message,
                        .channel = reply.channel,
                        .member = reply.member,
                        .direction = Direction::outbound};
  if (std::ranges::find(persons, reply.to) == persons.end()) {
    persons.push_back(reply.to);
  }
  for (const PersonId person : persons) {
    KITH_CHECK(note_contact(context, person, contact));
  }
  return {};
}

Result<void> fold_outbound(ApplyContext& context, const EventHead& head, const Reply& reply) {
  std::vector<Question> answered;
  if (reply.is_by_people) {
    const ConversationId root{head.subject};
    for (Thread* const thread : KITH_TRY(edit_whole(context, root))) {
      const std::vector<Question> here = thread->answer_before(reply.message);
      answered.insert(answered.end(), here.begin(), here.end());
      thread->replied_in = thread->thread == root ? head.sequence : thread->replied_in;
    }
    std::ranges::sort(answered, {}, &Question::message);
  }
  return enter_exchanges(context, reply, answered);
}

}  // namespace

Result<void> fold_message(ApplyContext& context, const Event<MessageAdded>& event) {
  const MessageAdded& body = event.body;
  if (body.direction == Direction::inbound) {
    return fold_inbound(context, event);
  }
  if (body.direction == Direction::note) {
    return {};
  }
  const ConversationId thread = thread_of(body.thread_id, event.head);
  // What bears no name and is no history may have been automatic.
  return fold_outbound(context, event.head,
                       {.message = body.message_id,
                        .to = KITH_TRY(opener_of(context, thread)),
                        .channel = body.channel_id,
                        .member = body.member_id,
                        .at = when_posted(body.posted_at, event.head),
                        .is_by_people = body.is_history || body.member_id});
}

Result<void> fold_reply(ApplyContext& context, const Event<ReplySent>& event) {
  const ReplySent& body = event.body;
  return fold_outbound(
      context, event.head,
      {.message = body.message_id,
       .to = body.person_id ? body.person_id : KITH_TRY(opener_of(context, {event.head.subject})),
       .channel = body.channel_id,
       .member = body.member_id,
       .at = event.head.occurred_at,
       .is_by_people = static_cast<bool>(body.member_id)});
}

Result<void> fold_edit(ApplyContext& context, const Event<MessageEdited>& event) {
  const MessageEdited& body = event.body;
  const ConversationId thread = thread_of(body.thread_id, event.head);
  const Thread* const known = KITH_TRY(context.find<ThreadTable>(thread));
  if (known == nullptr || body.direction != Direction::inbound) {
    return {};
  }
  const bool is_open = known->find(body.message_id) != nullptr;
  if (is_open && !body.needs_reply) {
    KITH_TRY(edit_thread(context, thread))->forget(body.message_id);
  } else if (!is_open && body.needs_reply && body.person_id &&
             body.message_id > known->last_reply) {
    // What they change long after they wrote it is no question that somebody sits and waits with.
    const Time now = event.head.occurred_at;
    const bool is_old = body.posted_at + patience < now;
    KITH_TRY(edit_thread(context, thread))
        ->ask({.message = body.message_id,
               .person = body.person_id,
               .since = now,
               .state = is_old ? QuestionState::let_go : QuestionState::waiting});
  }
  return {};
}

Result<void> fold_deletion(ApplyContext& context, const Event<MessageDeleted>& event) {
  const ConversationId thread = thread_of(event.body.thread_id, event.head);
  const Thread* const known = KITH_TRY(context.find<ThreadTable>(thread));
  if (known != nullptr && known->find(event.body.message_id) != nullptr) {
    KITH_TRY(edit_thread(context, thread))->forget(event.body.message_id);
  }
  return {};
}

}  // namespace kith::sales
