// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include <kith/id.h>
#include <kith/time.h>

namespace kith::sales {

/// How a question of theirs stands that no colleague has answered. Numbers are stored: append.
enum class QuestionState : std::uint8_t {
  waiting,  ///< somebody waits
  let_go,   ///< nobody waits: they said so, a colleague resolved it, or it was imported
  missed    ///< it counts as left unanswered
};

/// A question that no colleague has answered.
struct Question {
  MessageId message;
  PersonId person;
  Time since;  ///< when it reached us
  QuestionState state = QuestionState::waiting;
};

/// After this long a question counts as left unanswered.
inline constexpr Duration patience = std::chrono::days(7);

/// The newest open questions of a thread that are kept.
inline constexpr std::size_t most_questions = 64;

/// One thread: whom it is with, what is open in it, and what went wrong. A merge links it to the
/// thread that stays, so that undoing it is taking the link away. A value.
struct Thread {
  ConversationId thread;
  PersonId opener;                    ///< who wrote first
  MessageId last_reply;               ///< the newest reply of a colleague that could answer here
  std::vector<Question> questions;    ///< in the order of their messages
  std::vector<ConversationId> parts;  ///< merged into this one
  Sequence missed_in = 0;             ///< the newest event by which service was late
  Sequence replied_in = 0;
  Sequence reopened_in = 0;  ///< the newest event by which they opened it again
  Sequence resolved_in = 0;

  /// Keeps a question; the oldest goes when there are too many.
  void ask(const Question& question);
  /// A question was taken back, or is none any more.
  void forget(MessageId question);
  /// Nobody waits any more: of one person, or, where none is named, of all.
  void let_go(PersonId person = {});
  void miss(MessageId question);
  /// Takes out the questions that the writer of a reply could have seen.
  std::vector<Question> answer_before(MessageId reply);

  const Question* find(MessageId question) const;
  /// The first question that somebody waits with, nullptr when nobody does.
  const Question* oldest_waiting() const;

  void link(ConversationId part);
  void unlink(ConversationId part);
};

}  // namespace kith::sales
