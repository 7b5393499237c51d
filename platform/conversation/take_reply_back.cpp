// SPDX-License-Identifier: Apache-2.0
#include "conversation/take_reply_back.h"

#include <kith/events.h>

#include "conversation/draft_row.h"
#include "conversation/message_rows.h"
#include "conversation/workflow.h"

namespace kith::conversation {

Result<void> take_reply_back(store::Transaction& transaction, const events::Actor& actor,
                             OutboxRow reply) {
  reply.delivery = Delivery::undone;
  KITH_CHECK(save_outbox(transaction, reply, {}));
  const ConversationId root = KITH_TRY(root_of_message(transaction.reader(), reply.message));
  Exchange newest;
  const std::vector<ConversationRow> whole = KITH_TRY(load_whole(transaction.reader(), root));
  for (const ConversationRow& thread : whole) {
    newest = combine(newest, KITH_TRY(newest_exchange(transaction.reader(), thread.id)));
  }
  for (ConversationRow row : whole) {
    if (row.id == root) {
      newest.messages = row.exchange.messages - 1;
      row.exchange = newest;
      KITH_CHECK(save_conversation(transaction, row));
    }
  }
  const DraftId draft = KITH_TRY(settle_draft(transaction, reply.message, DraftState::open));
  KITH_TRY(events::append_event(transaction, actor, root.value,
                                ReplyUndone{.message_id = reply.message, .draft_id = draft}));
  return {};
}

}  // namespace kith::conversation
