// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversation/conversation_row.h"

namespace kith::conversation {

/// A message that a colleague writes.
struct NewMessage {
  MessageId id;
  ConversationId conversation;
  ChannelId channel;
  MemberId member;
  Direction direction = Direction::note;
  Delivery delivery = Delivery::none;
  std::string_view text;
};

Result<void> insert_message(store::Transaction& transaction, const NewMessage& message);
Result<void> set_delivery(store::Transaction& transaction, MessageId message, Delivery delivery);

/// The conversation that a message's thread belongs to now; `not_found` without such a message.
Result<ConversationId> root_of_message(Reader& reader, MessageId message);

/// Where a message stands: what events tell of it beside its id.
struct MessagePlace {
  ConversationId root;    ///< the conversation that its thread belongs to now
  ConversationId thread;  ///< the one that it was written in
  PersonId author;        ///< whose address wrote it, 0 for one of ours; merges do not change it
  PersonId opener;        ///< by whom the thread was opened; merges do not change it
  ChannelId channel;
  Direction direction = Direction::inbound;
  Time posted_at;
};
/// `not_found` without such a message.
Result<MessagePlace> place_of_message(Reader& reader, MessageId message);

/// Appends the event that a message is gone, and says in which conversation it was.
Result<ConversationId> tell_deletion(store::Transaction& transaction, const events::Actor& actor,
                                     MessageId message);

/// What the messages of one thread amount to, counted.
Result<Exchange> count_exchange(Reader& reader, ConversationId thread);
/// The newest message of one thread and its time; nothing counted.
Result<Exchange> newest_exchange(Reader& reader, ConversationId thread);

/// Since when somebody waits in one thread, as far as its messages say: the first of the newest
/// inbound ones that ask for an answer and got none. What was erased asks nothing. Looks only at
/// messages after `after` that were posted at `from` or later.
Result<Time> waiting_in(Reader& reader, ConversationId thread, MessageId after = {},
                        Time from = {});

}  // namespace kith::conversation
