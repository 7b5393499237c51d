// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>

#include "quote.h"
#include "request.h"

/// What messages ask for: table product_evidence.
namespace kith::product {

extern const Statement find_message;
extern const Statement find_evidence_in;
extern const Statement count_evidence_of;
extern const Statement insert_evidence;
extern const Statement delete_evidence;

/// A message as far as evidence goes.
struct SourceMessage {
  MessageId id;
  ConversationId thread;
  PersonId person;  ///< 0 where nobody outside wrote it
  Direction direction = Direction::inbound;
  std::int64_t revision = 0;
  std::string text;  ///< "" once it is gone
};

/// The message of this number; `not_found`, at `pointer` where a member of an input named it.
Result<SourceMessage> load_message(Reader& reader, MessageId id, std::string pointer = {});
/// Of how many requests the message is evidence.
Result<std::int64_t> evidence_of(Reader& reader, MessageId message);

/// Adds a message to the evidence of a request that stands alone, and tells of it.
Result<void> add_evidence_to(CommandContext& context, const Request& request, MessageId message,
                             Place place);
/// Takes it back from the request and the parts of it that have it, and tells of it.
Result<void> take_evidence_from(CommandContext& context, const Request& request, MessageId message);

}  // namespace kith::product
