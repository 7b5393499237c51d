// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/nouns.h>
#include <kith/verbs.h>

#include "conversation/verb_scope.h"

namespace kith::conversation {

/// A reply that somebody proposes, as far as verbs change it.
struct DraftRow {
  DraftId id;
  ConversationId thread;  ///< where it was drafted, which may be part of another conversation now
  ConversationId root;    ///< the conversation that it would be sent in
  std::string module;     ///< whose it is, "" for a colleague's
  std::int64_t about = 0;
  DraftState state = DraftState::open;
  MessageId message;  ///< the reply that it became
  std::int64_t revision = 0;
};

/// `not_found` where there is none.
Result<DraftRow> load_draft(Reader& reader, DraftId id);

/// The draft of this id, as long as it may still be sent in the conversation `root`: else
/// `not_found`, `rule` or `conflict`.
Result<DraftRow> load_draft_to_send(Reader& reader, DraftId id, ConversationId root);

/// Notes that a draft became this reply, which was not sent yet.
Result<void> submit_draft(store::Transaction& transaction, const DraftRow& draft,
                          MessageId message);

/// Notes what became of the reply `message`: the draft behind it, where there is one, is open again
/// or sent. The draft's id, 0 where none is behind it.
Result<DraftId> settle_draft(store::Transaction& transaction, MessageId message, DraftState state);

}  // namespace kith::conversation
