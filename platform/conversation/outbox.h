// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <kith/id.h>

#include "conversation/attachment_view.h"
#include "conversation/post_key_filter.h"
#include "store/transaction.h"

/// How replies leave: what the dispatcher of a channel takes and what it reports back, each within
/// a piece of the writer's work. held → sending → sent, unknown or failed.
namespace kith::conversation {

/// A reply to be handed to its channel, as it was frozen when it was submitted.
struct Dispatch {
  OutboxId id;
  MessageId message;
  ChannelId channel;
  ConversationId conversation;
  MemberId member;
  std::string sender;                   ///< the name that signs
  std::vector<std::string> recipients;  ///< the network's own ids
  std::string text;
  std::string idempotency_key;  ///< the same for every attempt
  std::int64_t attempts = 0;    ///< this one counted
  Time submitted_at;
  Time due_at;  ///< when it was to leave first
  std::vector<AttachmentView> attachments = {};
};

/// Takes at most `limit` replies whose time has come, the longest due first: they count as being
/// sent from now on and can no longer be taken back. Those of channels that are pulled.
Result<std::vector<Dispatch>> take_due(store::Transaction& transaction, Time now,
                                       std::int64_t limit);
/// The same of one channel that is pushed.
Result<std::vector<Dispatch>> take_due_of(store::Transaction& transaction, ChannelId channel,
                                          Time now, std::int64_t limit);
/// Ends at most `limit` replies of a channel that is pushed, which were due first at `due_before`
/// or earlier and would be tried now: nothing can take them. Returns how many.
Result<std::int64_t> refuse_due_of(store::Transaction& transaction, ChannelId channel,
                                   Time due_before, std::int64_t limit, std::string_view reason);

/// What the network says of a reply that it took.
struct Sent {
  std::string_view native_id = {};  ///< "" where it gives none
  Time posted_at = {};              ///< where its form keeps a post's time, as in post_key()
};

/// The network took the reply. Nobody waits any more but for what was asked after it was written;
/// its own post coming back is known again, which `keys` is told. Also for a reply that was
/// `unknown` and was found.
Result<void> record_sent(store::Transaction& transaction, OutboxId reply, const Sent& sent,
                         PostKeyFilter& keys);
/// The network refused it for good, or attempts ran out. `reason` is a word, as "rejected".
Result<void> record_failed(store::Transaction& transaction, OutboxId reply,
                           std::string_view reason);
/// The network did not say; it is to be looked up before anything is sent again.
Result<void> record_unknown(store::Transaction& transaction, OutboxId reply,
                            std::string_view reason);
/// It certainly did not leave and is due again at `not_before`. Also for one that failed, when a
/// colleague wants another attempt. All four: `conflict` from a state that does not lead there.
Result<void> retry(store::Transaction& transaction, OutboxId reply, Time not_before,
                   std::string_view reason);

/// At start, before anything is sent: replies that were being sent when the process ended are
/// `unknown` now. At most `limit` at once; returns how many.
Result<std::int64_t> record_interrupted(store::Transaction& transaction, std::int64_t limit);

/// Replies that were handed over at `taken_before` or earlier and of which nobody has said what
/// became of them are `unknown` now: whoever took them may be gone. A report that comes later still
/// counts. At most `limit`; returns how many.
Result<std::int64_t> record_unreported(store::Transaction& transaction, Time taken_before,
                                       std::int64_t limit);

}  // namespace kith::conversation
