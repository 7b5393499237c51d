// SPDX-License-Identifier: Apache-2.0
#include "audit.h"

#include <algorithm>

#include "audit_measure.h"
#include "chance.h"

namespace kith::service {

constexpr Statement find_audit{
    "find_audit",
    "SELECT message, thread, asked_at, verdict, judged_at, judged_by FROM service_audit "
    "WHERE message = $message"};
constexpr Statement save_audit{
    "save_audit",
    "INSERT INTO service_audit(message, thread, asked_at, verdict, judged_at, judged_by) "
    "VALUES($message, $thread, $asked_at, $verdict, $judged_at, $judged_by) "
    "ON CONFLICT(message) DO UPDATE SET verdict = excluded.verdict, "
    "judged_at = excluded.judged_at, judged_by = excluded.judged_by"};

Audit audit_of(const Rows& rows) {
  return {.message = {rows.integer(0)},
          .thread = {rows.integer(1)},
          .asked_at = rows.time(2),
          .verdict = rows.enumerator<Verdict>(3),
          .judged_at = rows.time(4),
          .judged_by = {rows.integer(5)}};
}

Result<std::optional<Audit>> AuditTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_audit, {{"message", key}}));
  return KITH_TRY(rows->next()) ? std::optional(audit_of(*rows)) : std::nullopt;
}

void AuditTable::save(WriteSet& writes, const Audit& row) {
  writes.run(save_audit, {{"message", row.message},
                          {"thread", row.thread},
                          {"asked_at", row.asked_at},
                          {"verdict", static_cast<int>(row.verdict)},
                          {"judged_at", row.judged_at},
                          {"judged_by", row.judged_by}});
}

Result<void> draw_audit(DecideContext& context, const Event<MessageAdded>& event) {
  const MessageAdded& body = event.body;
  if (body.direction == Direction::inbound && !body.needs_reply && !body.is_history &&
      drawn(event.head, Draw::audit) < whole_draw / messages_to_an_audit) {
    context.emit(event.head.subject,
                 AuditDrawn{.message_id = body.message_id,
                            .thread_id = body.thread_id,
                            .posted_at = std::min(body.posted_at, event.head.occurred_at)});
  }
  return {};
}

Result<void> fold_audit_draw(ApplyContext& context, const Event<AuditDrawn>& event) {
  *KITH_TRY(context.edit<AuditTable>(event.body.message_id)) = {.message = event.body.message_id,
                                                                .thread = event.body.thread_id,
                                                                .asked_at = event.body.posted_at};
  return {};
}

Result<void> fold_audit_verdict(ApplyContext& context, const Event<AuditJudged>& event) {
  Audit& audit = *KITH_TRY(context.edit<AuditTable>(event.body.message_id));
  audit.verdict = event.body.needs_reply ? Verdict::missed : Verdict::needless;
  audit.judged_at = event.head.occurred_at;
  audit.judged_by = event.head.actor;
  return {};
}

}  // namespace kith::service
