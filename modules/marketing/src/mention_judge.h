// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/events.h>

#include "mention_events.h"

/// Decides which messages speak of the company, and which of these are near copies.
namespace kith::marketing {

extern const Statement find_said;
extern const Statement find_channel_of;
extern const Statement find_before;
extern const Statement list_own_words;

/// A message as it is read here.
struct SaidMessage {
  ConversationId thread;
  ConversationId conversation;
  PersonId person;
  Direction direction = Direction::inbound;
  std::int64_t revision = 0;
  Time posted_at;
  std::string text;  ///< empty where it is gone
};

/// The one place where a message's text is read; `not_found` where there is no such message.
Result<SaidMessage> read_said(Reader& reader, MessageId message);
/// The channel that a thread is on, 0 where that is gone.
Result<ChannelId> channel_of(Reader& reader, ConversationId thread);

Result<void> note_message(DecideContext& context, const Event<MessageAdded>& event);
/// The text changed: it may speak of us now, or not any more.
Result<void> note_edit(DecideContext& context, const Event<MessageEdited>& event);
/// Its sketch is stored with the event, and so are those of all that came with it.
Result<void> find_copies(DecideContext& context, const Event<MentionNoted>& event);
Result<void> find_copies_of_corrected(DecideContext& context, const Event<MentionCorrected>& event);

}  // namespace kith::marketing
