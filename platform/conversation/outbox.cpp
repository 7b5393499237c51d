// SPDX-License-Identifier: Apache-2.0
#include "conversation/outbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <initializer_list>

#include <nlohmann/json.hpp>

#include <kith/events.h>

#include "base/text_form.h"
#include "conversation/draft_row.h"
#include "conversation/id_list.h"
#include "conversation/message_rows.h"
#include "conversation/outbox_row.h"
#include "conversation/post_key.h"
#include "conversation/statement_lists.h"
#include "conversation/wait.h"
#include "conversation/workflow.h"

namespace kith::conversation {
namespace {

#define KITH_DUE(of)                                                                            \
  "SELECT outbox.id, outbox.message, outbox.channel, outbox.conversation, outbox.member, "      \
  "outbox.sender, outbox.recipients, message.text, outbox.idempotency_key, outbox.attempts, "   \
  "outbox.submitted_at, outbox.due_at FROM outbox JOIN message ON "                             \
  "message.id = outbox.message WHERE outbox.delivery = 1 AND outbox.not_before <= $now AND " of \
  " ORDER BY outbox.not_before, outbox.id LIMIT $limit"
constexpr Statement find_due{
    "find_due_replies",
    KITH_DUE("NOT EXISTS(SELECT 1 FROM channel_push WHERE channel_push.channel = outbox.channel)")};
constexpr Statement find_due_of{"find_due_replies_of", KITH_DUE("outbox.channel = $channel")};
#undef KITH_DUE
constexpr Statement find_refused_of{
    "find_refused_replies_of",
    "SELECT id FROM outbox WHERE delivery = 1 AND channel = $channel AND not_before <= $now "
    "AND due_at <= $due_before ORDER BY not_before, id LIMIT $limit"};
constexpr Statement find_sending{
    "find_sending_replies",
    "SELECT id FROM outbox WHERE delivery = 2 AND channel > 0 ORDER BY channel, id LIMIT $limit"};
constexpr Statement find_unreported{
    "find_unreported_replies",
    "SELECT id FROM outbox WHERE delivery = 2 AND channel > 0 AND not_before <= $taken_before "
    "ORDER BY channel, id LIMIT $limit"};
constexpr Statement find_hash_key{"find_hash_key", "SELECT hash_key FROM workspace"};
constexpr Statement add_post_key{
    "add_own_post_key",
    "INSERT INTO post_key(bucket, hash, message, conversation) "
    "VALUES($bucket, $hash, $message, $conversation) ON CONFLICT(bucket, hash) DO NOTHING"};

std::vector<std::string> texts_of(std::string_view json) {
  return nlohmann::json::parse(json).get<std::vector<std::string>>();
}

/// The reply, held to states from which the wanted step leads on.
Result<OutboxRow> load_in(Reader& reader, OutboxId id, std::initializer_list<Delivery> states) {
  OutboxRow row = KITH_TRY(load_outbox(reader, id));
  if (std::ranges::find(states, row.delivery) == states.end()) {
    return fail(ErrorCode::conflict, "This reply has come further, or not so far.",
                fmt::format("outbox {} is in state {}", id.value, static_cast<int>(row.delivery)));
  }
  return row;
}

std::string_view word_or_other(std::string_view reason) {
  const bool is_word = reason.size() <= 64 && text_form_rule(TextForm::word).matches(reason);
  return is_word ? reason : "other";
}

Result<void> remember_own_post(store::Transaction& transaction, const OutboxRow& row,
                               const Sent& sent, PostKeyFilter& keys) {
  if (sent.native_id.empty()) {
    return {};
  }
  HashKey key{};
  std::unique_ptr<Rows> rows = KITH_TRY(transaction.reader().query(find_hash_key));
  if (!KITH_TRY(rows->next()) || rows->text(0).size() != key.size()) {
    return fail(ErrorCode::internal, "This workspace has no key for foreign ids.");
  }
  std::memcpy(key.data(), rows->text(0).data(), key.size());
  rows.reset();
  const PostKey post = post_key(key, row.channel, sent.native_id, sent.posted_at);
  keys.add(post.hash);
  return transaction.run(add_post_key, {{"bucket", post.bucket},
                                        {"hash", Value::blob(bytes_of(post.hash))},
                                        {"message", row.message},
                                        {"conversation", row.conversation}});
}

/// What was asked before the reply was written is answered; later questions still wait.
Result<void> clear_waiting(store::Transaction& transaction, ConversationId root, MessageId reply) {
  const std::vector<ConversationRow> whole = KITH_TRY(load_whole(transaction.reader(), root));
  Time waiting;
  for (const ConversationRow& thread : whole) {
    waiting = earlier(waiting, KITH_TRY(waiting_in(transaction.reader(), thread.id, reply)));
  }
  for (ConversationRow row : whole) {
    if (row.id != root) {
      continue;
    }
    if (row.state.waiting_since && row.state.waiting_since != waiting) {
      row.state.waiting_since = waiting;
      ++row.revision;
      KITH_CHECK(save_conversation(transaction, row));
    }
    // Where nothing came after the reply, everybody knows that it ended the wait.
    return row.exchange.last_message > reply ? tell_wait(transaction, {}, row) : Result<void>();
  }
  return {};
}

Result<void> report_failure(store::Transaction& transaction, OutboxRow row, Delivery delivery,
                            std::string_view reason) {
  row.delivery = delivery;
  const std::string_view word = word_or_other(reason);
  KITH_CHECK(save_outbox(transaction, row, {.reason = word}));
  const ConversationId root = KITH_TRY(root_of_message(transaction.reader(), row.message));
  KITH_TRY(events::append_event(
      transaction, {}, root.value,
      ReplyFailed{.message_id = row.message, .delivery = delivery, .reason = std::string(word)}));
  return {};
}

Result<void> add_attachments(Reader& reader, std::vector<Dispatch>& due) {
  std::vector<std::int64_t> messages;
  for (const Dispatch& reply : due) {
    messages.push_back(reply.message.value);
  }
  auto found = KITH_TRY(load_attachments(reader, id_list(messages)));
  for (Dispatch& reply : due) {
    reply.attachments = std::move(found[reply.message.value]);
  }
  return {};
}

/// The replies of the rows, from now on counted as being sent.
Result<std::vector<Dispatch>> take(store::Transaction& transaction, std::unique_ptr<Rows> rows) {
  std::vector<Dispatch> due;
  while (KITH_TRY(rows->next())) {
    due.push_back({.id = {rows->integer(0)},
                   .message = {rows->integer(1)},
                   .channel = {rows->integer(2)},
                   .conversation = {rows->integer(3)},
                   .member = {rows->integer(4)},
                   .sender = rows->string(5),
                   .recipients = texts_of(rows->text(6)),
                   .text = rows->string(7),
                   .idempotency_key = rows->string(8),
                   .attempts = rows->integer(9) + 1,
                   .submitted_at = rows->time(10),
                   .due_at = rows->time(11)});
  }
  rows.reset();
  KITH_CHECK(add_attachments(transaction.reader(), due));
  for (const Dispatch& reply : due) {
    KITH_CHECK(save_outbox(transaction,
                           {.id = reply.id,
                            .message = reply.message,
                            .delivery = Delivery::sending,
                            .not_before = transaction.now(),
                            .attempts = reply.attempts},
                           {}));
  }
  return due;
}

Result<std::vector<OutboxId>> ids_of(std::unique_ptr<Rows> rows) {
  std::vector<OutboxId> ids;
  while (KITH_TRY(rows->next())) {
    ids.push_back({rows->integer(0)});
  }
  return ids;
}

}  // namespace

std::span<const Statement* const> outbox_statements() {
  static constexpr const Statement* all[] = {&find_due,     &find_due_of,     &find_refused_of,
                                             &find_sending, &find_unreported, &find_hash_key,
                                             &add_post_key};
  return all;
}

Result<std::vector<Dispatch>> take_due(store::Transaction& transaction, Time now,
                                       std::int64_t limit) {
  return take(transaction,
              KITH_TRY(transaction.reader().query(find_due, {{"now", now}, {"limit", limit}})));
}

Result<std::vector<Dispatch>> take_due_of(store::Transaction& transaction, ChannelId channel,
                                          Time now, std::int64_t limit) {
  return take(transaction,
              KITH_TRY(transaction.reader().query(
                  find_due_of, {{"channel", channel}, {"now", now}, {"limit", limit}})));
}

Result<std::int64_t> refuse_due_of(store::Transaction& transaction, ChannelId channel,
                                   Time due_before, std::int64_t limit, std::string_view reason) {
  std::unique_ptr<Rows> rows =
      KITH_TRY(transaction.reader().query(find_refused_of, {{"channel", channel},
                                                            {"now", transaction.now()},
                                                            {"due_before", due_before},
                                                            {"limit", limit}}));
  const std::vector<OutboxId> refused = KITH_TRY(ids_of(std::move(rows)));
  for (const OutboxId id : refused) {
    const OutboxRow row = KITH_TRY(load_in(transaction.reader(), id, {Delivery::held}));
    KITH_CHECK(report_failure(transaction, row, Delivery::failed, reason));
  }
  return static_cast<std::int64_t>(refused.size());
}

Result<void> record_sent(store::Transaction& transaction, OutboxId reply, const Sent& sent,
                         PostKeyFilter& keys) {
  OutboxRow row =
      KITH_TRY(load_in(transaction.reader(), reply, {Delivery::sending, Delivery::unknown}));
  row.delivery = Delivery::sent;
  KITH_CHECK(save_outbox(transaction, row, {.native_id = sent.native_id}));
  KITH_CHECK(remember_own_post(transaction, row, sent, keys));
  const MessagePlace place = KITH_TRY(place_of_message(transaction.reader(), row.message));
  const DraftId draft = KITH_TRY(settle_draft(transaction, row.message, DraftState::sent));
  KITH_TRY(events::append_event(transaction, {}, place.root.value,
                                ReplySent{.message_id = row.message,
                                          .member_id = row.member,
                                          .submitted_at = row.submitted_at,
                                          .thread_id = place.thread,
                                          .person_id = place.opener,
                                          .channel_id = place.channel,
                                          .draft_id = draft}));
  // What the company asks by itself answers nobody, also where somebody waits by the time it
  // leaves.
  return row.member ? clear_waiting(transaction, place.root, row.message) : Result<void>();
}

Result<void> record_failed(store::Transaction& transaction, OutboxId reply,
                           std::string_view reason) {
  const OutboxRow row =
      KITH_TRY(load_in(transaction.reader(), reply, {Delivery::sending, Delivery::unknown}));
  return report_failure(transaction, row, Delivery::failed, reason);
}

Result<void> record_unknown(store::Transaction& transaction, OutboxId reply,
                            std::string_view reason) {
  const OutboxRow row = KITH_TRY(load_in(transaction.reader(), reply, {Delivery::sending}));
  return report_failure(transaction, row, Delivery::unknown, reason);
}

namespace {

Result<std::int64_t> record_all_unknown(store::Transaction& transaction, std::unique_ptr<Rows> rows,
                                        std::string_view reason) {
  const std::vector<OutboxId> replies = KITH_TRY(ids_of(std::move(rows)));
  for (const OutboxId reply : replies) {
    KITH_CHECK(record_unknown(transaction, reply, reason));
  }
  return static_cast<std::int64_t>(replies.size());
}

}  // namespace

Result<void> retry(store::Transaction& transaction, OutboxId reply, Time not_before,
                   std::string_view reason) {
  OutboxRow row = KITH_TRY(load_in(transaction.reader(), reply,
                                   {Delivery::sending, Delivery::unknown, Delivery::failed}));
  row.delivery = Delivery::held;
  row.not_before = not_before;
  return save_outbox(transaction, row, {.reason = word_or_other(reason)});
}

Result<std::int64_t> record_interrupted(store::Transaction& transaction, std::int64_t limit) {
  return record_all_unknown(transaction,
                            KITH_TRY(transaction.reader().query(find_sending, {{"limit", limit}})),
                            "interrupted");
}

Result<std::int64_t> record_unreported(store::Transaction& transaction, Time taken_before,
                                       std::int64_t limit) {
  return record_all_unknown(
      transaction,
      KITH_TRY(transaction.reader().query(find_unreported,
                                          {{"taken_before", taken_before}, {"limit", limit}})),
      "no_report");
}

}  // namespace kith::conversation
