// SPDX-License-Identifier: Apache-2.0
#include "thread.h"

#include <algorithm>

namespace kith::sales {

void Thread::ask(const Question& question) {
  const auto place = std::ranges::lower_bound(questions, question.message, {}, &Question::message);
  if (place != questions.end() && place->message == question.message) {
    return;
  }
  questions.insert(place, question);
  if (questions.size() > most_questions) {
    questions.erase(questions.begin());
  }
}

void Thread::forget(MessageId question) {
  std::erase_if(questions, [&](const Question& each) { return each.message == question; });
}

void Thread::let_go(PersonId person) {
  for (Question& each : questions) {
    const bool is_theirs = !person || each.person == person;
    if (is_theirs && each.state == QuestionState::waiting) {
      each.state = QuestionState::let_go;
    }
  }
}

void Thread::miss(MessageId question) {
  for (Question& each : questions) {
    if (each.message == question) {
      each.state = QuestionState::missed;
    }
  }
}

std::vector<Question> Thread::answer_before(MessageId reply) {
  last_reply = std::max(last_reply, reply);
  const auto end = std::ranges::lower_bound(questions, reply, {}, &Question::message);
  std::vector<Question> answered(questions.begin(), end);
  questions.erase(questions.begin(), end);
  return answered;
}

const Question* Thread::find(MessageId question) const {
  const auto found = std::ranges::find(questions, question, &Question::message);
  return found == questions.end() ? nullptr : &*found;
}

const Question* Thread::oldest_waiting() const {
  const auto found = std::ranges::find(questions, QuestionState::waiting, &Question::state);
  return found == questions.end() ? nullptr : &*found;
}

void Thread::link(ConversationId part) {
  if (std::ranges::find(parts, part) == parts.end()) {
    parts.push_back(part);
  }
}

void Thread::unlink(ConversationId part) {
  std::erase(parts, part);
}

}  // namespace kith::sales
