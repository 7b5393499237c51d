// SPDX-License-Identifier: Apache-2.0
#include "follow_up.h"

#include "events.h"
#include "thread_store.h"

namespace kith::sales {
namespace {

std::string timer_of(ConversationId thread) {
  return "unanswered:" + std::to_string(thread.value);
}

void watch(DecideContext& context, const Thread& row, const Question& question) {
  context.apply(ScheduleTimer{timer_of(row.thread), question.since + patience,
                              Subject{Noun::conversation, row.thread.value}});
}

/// A timer runs for the question that waits longest: there is one already unless that is the one
/// that the event brought.
Result<void> watch_from(DecideContext& context, ConversationId thread, MessageId message) {
  const Thread* const row = KITH_TRY(context.find<ThreadTable>(thread));
  const Question* const oldest = row == nullptr ? nullptr : row->oldest_waiting();
  if (oldest != nullptr && oldest->message == message) {
    watch(context, *row, *oldest);
  }
  return {};
}

}  // namespace

Result<void> watch_question(DecideContext& context, const Event<MessageAdded>& event) {
  const MessageAdded& body = event.body;
  if (!body.needs_reply || body.is_history) {
    return {};
  }
  const ConversationId subject{event.head.subject};
  return watch_from(context, body.thread_id ? body.thread_id : subject, body.message_id);
}

Result<void> watch_edit(DecideContext& context, const Event<MessageEdited>& event) {
  const ConversationId subject{event.head.subject};
  return event.body.needs_reply
             ? watch_from(context, event.body.thread_id ? event.body.thread_id : subject,
                          event.body.message_id)
             : Result<void>();
}

Result<void> stop_watching(DecideContext& context, const Event<ReplySent>& event) {
  const ConversationId thread = event.body.thread_id;
  const Thread* const row = KITH_TRY(context.find<ThreadTable>(thread));
  if (row != nullptr && row->oldest_waiting() == nullptr) {
    context.apply(CancelTimer{timer_of(thread)});
  }
  return {};
}

Result<void> check_questions(DecideContext& context, const Event<TimerFired>& event) {
  const Thread* const row = KITH_TRY(context.find<ThreadTable>(ConversationId{event.head.subject}));
  if (row == nullptr) {
    return {};
  }
  const Question* next = nullptr;
  for (const Question& question : row->questions) {
    if (question.state != QuestionState::waiting) {
      continue;
    }
    if (const Time due = question.since + patience; due <= event.body.due) {
      context.emit(
          row->thread.value,
          LeftUnanswered{.message_id = question.message, .person_id = question.person, .due = due});
    } else if (next == nullptr || question.since < next->since) {
      next = &question;
    }
  }
  if (next != nullptr) {
    watch(context, *row, *next);
  }
  return {};
}

}  // namespace kith::sales
