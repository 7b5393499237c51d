// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversation/conversation_row.h"
#include "conversation/verb_scope.h"

namespace kith::conversation {

/// What is to be sent to the people of a conversation, by whomever.
struct Submission {
  std::string_view text;
  MemberId member;     ///< 0: the company itself
  std::string sender;  ///< the name that signs, "" for the company
  MessageId seen;      ///< the newest message that its writer had seen
  Time not_before;     ///< not before now
};

/// Checks what every reply is held to and puts it into the outbox, with its recipients frozen; the
/// row counts it and is not saved yet. `conflict` where something newer than `seen` was written,
/// `rule` where nobody can be reached or the text is none.
Result<MessageId> submit(const VerbScope& scope, ConversationRow& row,
                         const Submission& submission);

}  // namespace kith::conversation
