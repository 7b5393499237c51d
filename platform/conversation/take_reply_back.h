// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversation/outbox_row.h"
#include "events/append.h"

namespace kith::conversation {

/// Takes a reply back that is held: it counts no more as a message of its conversation, and the
/// log says so. On the writer; whether it may be taken back is the caller's to check.
Result<void> take_reply_back(store::Transaction& transaction, const events::Actor& actor,
                             OutboxRow reply);

}  // namespace kith::conversation
