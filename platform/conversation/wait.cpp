// SPDX-License-Identifier: Apache-2.0
#include "conversation/wait.h"

#include <kith/events.h>

#include "conversation/absent.h"
#include "conversation/message_rows.h"
#include "conversation/workflow.h"

namespace kith::conversation {

Result<void> tell_wait(store::Transaction& transaction, const events::Actor& actor,
                       const ConversationRow& row) {
  KITH_TRY(
      events::append_event(transaction, actor, row.id.value,
                           WaitChanged{.waiting_since = unless_absent(row.state.waiting_since)}));
  return {};
}

Result<Time> remaining_wait(Reader& reader, const std::vector<ConversationRow>& whole, Time since) {
  Time remaining;
  for (const ConversationRow& thread : whole) {
    remaining = earlier(remaining, KITH_TRY(waiting_in(reader, thread.id, {}, since)));
  }
  return remaining;
}

Result<void> settle_wait(store::Transaction& transaction, ConversationId root, MessageId changed,
                         Says says) {
  const std::vector<ConversationRow> whole = KITH_TRY(load_whole(transaction.reader(), root));
  for (ConversationRow row : whole) {
    if (row.id != root) {
      continue;
    }
    const Time before = row.state.waiting_since;
    if (before) {
      row.state.waiting_since = KITH_TRY(remaining_wait(transaction.reader(), whole, before));
    } else if (says == Says::question && row.exchange.last_message == changed &&
               row.state.status != Status::resolved) {
      row.state.waiting_since = transaction.now();
    }
    if (row.state.waiting_since != before) {
      ++row.revision;
      KITH_CHECK(save_conversation(transaction, row));
    }
    return tell_wait(transaction, {}, row);
  }
  return {};
}

}  // namespace kith::conversation
