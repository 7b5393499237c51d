// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <kith/id.h>
#include <kith/nouns.h>

#include "store/transaction.h"

namespace kith::conversation {

/// What changes of a reply's row in the outbox, beside who wrote it.
struct OutboxRow {
  OutboxId id;
  MessageId message;
  ChannelId channel;
  ConversationId conversation;  ///< the thread it was written in, which may be part of another now
  MemberId member;
  Delivery delivery = Delivery::held;
  Time not_before;  ///< when it may leave; while it is being sent: when it was handed over
  std::int64_t attempts = 0;
  Time submitted_at;
};

/// What is frozen when a reply is submitted.
struct NewOutboxRow {
  OutboxRow row;
  std::string recipients;  ///< a JSON list of the network's own ids
  std::string sender;
  std::string idempotency_key;
};

Result<void> insert_outbox(store::Transaction& transaction, const NewOutboxRow& added);

/// `not_found` where there is none.
Result<OutboxRow> load_outbox(Reader& reader, OutboxId id);
Result<OutboxRow> load_outbox_of(Reader& reader, MessageId message);

/// Writes delivery, not_before and attempts, and the same delivery to the message. `native_id` and
/// `reason` are what the network says of it.
struct OutboxNews {
  std::string_view native_id = {};
  std::string_view reason = {};
};
Result<void> save_outbox(store::Transaction& transaction, const OutboxRow& row,
                         const OutboxNews& news);

}  // namespace kith::conversation
