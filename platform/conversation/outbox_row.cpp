// SPDX-License-Identifier: Apache-2.0
#include "conversation/outbox_row.h"

#include "conversation/message_rows.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

#define KITH_OUTBOX_COLUMNS                                                             \
  "SELECT id, message, channel, conversation, member, delivery, not_before, attempts, " \
  "submitted_at FROM outbox "

constexpr Statement find_outbox{"find_outbox", KITH_OUTBOX_COLUMNS "WHERE id = $id"};
constexpr Statement find_outbox_of{"find_outbox_of", KITH_OUTBOX_COLUMNS "WHERE message = $id"};

#undef KITH_OUTBOX_COLUMNS

constexpr Statement add_outbox{
    "add_outbox",
    "INSERT INTO outbox(id, message, channel, conversation, recipients, sender, member, "
    "idempotency_key, delivery, not_before, attempts, native_id, reason, submitted_at, due_at) "
    "VALUES($id, $message, $channel, $conversation, $recipients, $sender, $member, "
    "$idempotency_key, $delivery, $not_before, 0, '', '', $submitted_at, $not_before)"};
// One that was unknown (4) or had failed (5) begins anew.
constexpr Statement update_outbox{
    "update_outbox",
    "UPDATE outbox SET due_at = CASE WHEN delivery IN (4, 5) THEN $not_before ELSE due_at END, "
    "delivery = $delivery, not_before = $not_before, attempts = $attempts, "
    "native_id = $native_id, reason = $reason WHERE id = $id"};

Result<OutboxRow> load(Reader& reader, const Statement& statement, std::int64_t id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(statement, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such reply.");
  }
  return OutboxRow{.id = {rows->integer(0)},
                   .message = {rows->integer(1)},
                   .channel = {rows->integer(2)},
                   .conversation = {rows->integer(3)},
                   .member = {rows->integer(4)},
                   .delivery = static_cast<Delivery>(rows->integer(5)),
                   .not_before = rows->time(6),
                   .attempts = rows->integer(7),
                   .submitted_at = rows->time(8)};
}

}  // namespace

std::span<const Statement* const> outbox_row_statements() {
  static constexpr const Statement* all[] = {&find_outbox, &find_outbox_of, &add_outbox,
                                             &update_outbox};
  return all;
}

Result<void> insert_outbox(store::Transaction& transaction, const NewOutboxRow& added) {
  const OutboxRow& row = added.row;
  return transaction.run(add_outbox, {{"id", row.id},
                                      {"message", row.message},
                                      {"channel", row.channel},
                                      {"conversation", row.conversation},
                                      {"recipients", added.recipients},
                                      {"sender", added.sender},
                                      {"member", row.member},
                                      {"idempotency_key", added.idempotency_key},
                                      {"delivery", static_cast<int>(row.delivery)},
                                      {"not_before", row.not_before},
                                      {"submitted_at", row.submitted_at}});
}

Result<OutboxRow> load_outbox(Reader& reader, OutboxId id) {
  return load(reader, find_outbox, id.value);
}

Result<OutboxRow> load_outbox_of(Reader& reader, MessageId message) {
  return load(reader, find_outbox_of, message.value);
}

Result<void> save_outbox(store::Transaction& transaction, const OutboxRow& row,
                         const OutboxNews& news) {
  KITH_CHECK(transaction.run(update_outbox, {{"delivery", static_cast<int>(row.delivery)},
                                             {"not_before", row.not_before},
                                             {"attempts", row.attempts},
                                             {"native_id", news.native_id},
                                             {"reason", news.reason},
                                             {"id", row.id}}));
  return set_delivery(transaction, row.message, row.delivery);
}

}  // namespace kith::conversation
