// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversation/conversation_row.h"

/// Since when somebody waits in a conversation, where a message changes that was there already. On
/// the writer.
namespace kith::conversation {

/// Says it in the log, for modules that follow who waits.
Result<void> tell_wait(store::Transaction& transaction, const events::Actor& actor,
                       const ConversationRow& row);

/// What a wait that began at `since` is after one of its questions was changed or erased: it may
/// end or begin later, never earlier. `whole` are all threads of the conversation.
Result<Time> remaining_wait(Reader& reader, const std::vector<ConversationRow>& whole, Time since);

/// What a message says after it was edited or erased.
enum class Says : std::uint8_t { question, nothing_to_answer };

/// A message of a conversation was edited or erased: the wait follows, and is told. A question
/// begins one where it is what was said last.
Result<void> settle_wait(store::Transaction& transaction, ConversationId root, MessageId changed,
                         Says says);

}  // namespace kith::conversation
