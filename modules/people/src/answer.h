// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/event.h>
#include <kith/id.h>
#include <kith/time.h>

#include "thread.h"

/// What is folded of what colleagues did. No SQL, no JSON.
namespace kith::people {

/// A question and the message by which a colleague answered it.
struct Answer {
  MessageId question;
  MessageId answer;
  MemberId member;
  PersonId asker;
  ConversationId thread;
  Time asked_at;
  Time answered_at;
  Reaction reaction = Reaction::none;
  Time reacted_at;
};

/// A stretch in which a conversation was resolved.
struct Resolution {
  ConversationId conversation;
  Time resolved_at;
  Time reopened_at;  ///< 0: not since
};

/// What a colleague did. Numbers are stored: append, never renumber.
enum class ActKind : std::uint8_t { reply, note, handoff };

/// Something that a colleague did with or for a customer.
struct Act {
  ActKind kind = ActKind::reply;
  std::int64_t id = 0;  ///< of the message or the handoff
  MemberId member;
  PersonId person;  ///< whom a reply went to, else 0
  std::int64_t questions = 0;
  Time happened_at;
};

/// Where a colleague was from a moment on.
struct Membership {
  MemberId member;
  Time since;
  Department department = Department::none;
  bool is_active = false;
};

/// Whether an answer helped.
enum class Verdict : std::uint8_t {
  open,  ///< nobody can say yet
  helped,
  did_not,  ///< the asker asked again
};

}  // namespace kith::people
