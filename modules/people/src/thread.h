// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include <kith/event.h>
#include <kith/id.h>
#include <kith/time.h>

/// The thread: what somebody asked in it and nobody has answered, and which answers have not been
/// heard back on. Structs and rules; no SQL, no JSON, no clock. README.md says why each is as it
/// is.
namespace kith::people {

/// A question that no colleague has answered.
struct Question {
  MessageId message;
  PersonId asker;  ///< the person whose address wrote it
  Time asked_at;
  bool operator==(const Question&) const = default;
};

/// An answered question whose asker has not written since.
struct Awaiting {
  MessageId question;
  MessageId answer;
  PersonId asker;
  bool operator==(const Awaiting&) const = default;
};

/// What the asker wrote next after an answer. Numbers are stored: append, never renumber.
enum class Reaction : std::uint8_t { none, thanked, asked_again };

/// One thread, as events are folded into it. Pure: it knows no store and no clock.
struct Thread {
  ConversationId conversation;
  std::vector<Question> open;      ///< the newest, ascending by message
  std::vector<Awaiting> awaiting;  ///< the newest, in the order of their answers
  Time resolved_since;             ///< 0: it is not resolved

  /// What the event that was folded last answered, for the decision that follows it within the
  /// same run. Not stored.
  Sequence answered_in = 0;
  std::vector<MessageId> answered;

  void ask(const Question& question);
  /// The question was taken back, or made something that needs no answer.
  void withdraw(MessageId question);
  /// A colleague's message answers the questions that its writer could have seen, those with a
  /// smaller number, and waits to be heard back on.
  std::vector<Question> answer(MessageId answer, Sequence event);
  /// Somebody of the company answered, nobody knows who: nothing is open any more before `answer`.
  void close(MessageId answer);
  /// The asker writes again: the questions whose answers are heard back on.
  std::vector<MessageId> hear(PersonId asker, MessageId message);
  bool has_open(MessageId question) const;
};

/// How many open questions, and how many awaiting answers, a thread is folded with; the oldest go.
inline constexpr std::size_t most_of_a_thread = 64;

}  // namespace kith::people
