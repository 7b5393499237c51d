// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/context.h>
#include <kith/events.h>

#include "audit_events.h"

/// The audit of what no question was seen in (metrics.md, R1): of the messages that seem to need no
/// reply, chance draws one in a hundred for a colleague to judge.
namespace kith::service {

extern const Statement find_audit;
extern const Statement save_audit;

/// Numbers are stored: append, never renumber.
enum class Verdict : std::uint8_t {
  open,      ///< nobody has looked at it
  needless,  ///< it needs no reply
  missed     ///< it does
};

/// A message that chance drew, and what a colleague says of it. Times are 0 until they come.
struct Audit {
  MessageId message;
  ConversationId thread;
  Time asked_at;
  Verdict verdict = Verdict::open;
  Time judged_at;
  MemberId judged_by;
};

/// An audit from a row of message, thread, asked_at, verdict, judged_at, judged_by.
Audit audit_of(const Rows& rows);

/// The projection of audits.
struct AuditTable {
  using Key = MessageId;
  using Row = Audit;
  static Result<std::optional<Row>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Row& row);
};

Result<void> draw_audit(DecideContext& context, const Event<MessageAdded>& event);
Result<void> fold_audit_draw(ApplyContext& context, const Event<AuditDrawn>& event);
Result<void> fold_audit_verdict(ApplyContext& context, const Event<AuditJudged>& event);

}  // namespace kith::service
