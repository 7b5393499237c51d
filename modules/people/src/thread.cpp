// SPDX-License-Identifier: Apache-2.0
#include "thread.h"

#include <algorithm>

namespace kith::people {
namespace {

template <class Each>
void keep_newest(std::vector<Each>& list) {
  if (list.size() > most_of_a_thread) {
    list.erase(list.begin(), list.end() - most_of_a_thread);
  }
}

}  // namespace

void Thread::ask(const Question& question) {
  const auto place = std::ranges::lower_bound(open, question.message, {}, &Question::message);
  if (place != open.end() && place->message == question.message) {
    return;
  }
  open.insert(place, question);
  keep_newest(open);
}

void Thread::withdraw(MessageId question) {
  std::erase_if(open, [&](const Question& each) { return each.message == question; });
}

std::vector<Question> Thread::answer(MessageId answer, Sequence event) {
  const auto later = std::ranges::lower_bound(open, answer, {}, &Question::message);
  std::vector<Question> questions(open.begin(), later);
  open.erase(open.begin(), later);
  answered_in = event;
  answered.clear();
  for (const Question& each : questions) {
    awaiting.push_back({each.message, answer, each.asker});
    answered.push_back(each.message);
  }
  keep_newest(awaiting);
  return questions;
}

void Thread::close(MessageId answer) {
  std::erase_if(open, [&](const Question& each) { return each.message < answer; });
}

std::vector<MessageId> Thread::hear(PersonId asker, MessageId message) {
  std::vector<MessageId> questions;
  std::erase_if(awaiting, [&](const Awaiting& each) {
    const bool is_heard = asker && each.asker == asker && each.answer < message;
    if (is_heard) {
      questions.push_back(each.question);
    }
    return is_heard;
  });
  return questions;
}

bool Thread::has_open(MessageId question) const {
  return std::ranges::find(open, question, &Question::message) != open.end();
}

}  // namespace kith::people
