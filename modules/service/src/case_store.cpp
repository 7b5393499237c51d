// SPDX-License-Identifier: Apache-2.0
#include "case_store.h"

namespace kith::service {

constexpr Statement find_case{"find_case", "SELECT " KITH_SERVICE_CASE_COLUMNS
                                           " FROM service_case WHERE conversation = $conversation"};
constexpr Statement save_case{
    "save_case",
    "INSERT INTO service_case(conversation, state, state_since, due_at, status, priority, "
    "assignee, merged_into, opened_by, opened_at, opened_message, opened_thread, is_history, "
    "waiting_since, last_inbound, open_asks, last_reply, replies, first_reply_at, "
    "first_reply_member, first_reply_message, first_reply_minutes, first_reply_business_minutes, "
    "resolved_at, resolution_minutes, resolution_business_minutes, reopened, paused_since, pauses, "
    "policy, reply_due, resolution_due, first_reply_missed, reply_is_late, resolution_missed) "
    "VALUES($conversation, $state, $state_since, $due_at, $status, $priority, $assignee, "
    "$merged_into, $opened_by, $opened_at, $opened_message, $opened_thread, $is_history, "
    "$waiting_since, $last_inbound, $open_asks, $last_reply, $replies, $first_reply_at, "
    "$first_reply_member, $first_reply_message, $first_reply_minutes, "
    "$first_reply_business_minutes, $resolved_at, $resolution_minutes, "
    "$resolution_business_minutes, $reopened, $paused_since, $pauses, $policy, $reply_due, "
    "$resolution_due, $first_reply_missed, $reply_is_late, $resolution_missed) "
    "ON CONFLICT(conversation) DO UPDATE SET state = excluded.state, "
    "state_since = excluded.state_since, due_at = excluded.due_at, status = excluded.status, "
    "priority = excluded.priority, assignee = excluded.assignee, "
    "merged_into = excluded.merged_into, opened_by = excluded.opened_by, "
    "opened_at = excluded.opened_at, opened_message = excluded.opened_message, "
    "opened_thread = excluded.opened_thread, is_history = excluded.is_history, "
    "waiting_since = excluded.waiting_since, last_inbound = excluded.last_inbound, "
    "open_asks = excluded.open_asks, last_reply = excluded.last_reply, "
    "replies = excluded.replies, first_reply_at = excluded.first_reply_at, "
    "first_reply_member = excluded.first_reply_member, "
    "first_reply_message = excluded.first_reply_message, "
    "first_reply_minutes = excluded.first_reply_minutes, "
    "first_reply_business_minutes = excluded.first_reply_business_minutes, "
    "resolved_at = excluded.resolved_at, resolution_minutes = excluded.resolution_minutes, "
    "resolution_business_minutes = excluded.resolution_business_minutes, "
    "reopened = excluded.reopened, paused_since = excluded.paused_since, "
    "pauses = excluded.pauses, policy = excluded.policy, reply_due = excluded.reply_due, "
    "resolution_due = excluded.resolution_due, "
    "first_reply_missed = excluded.first_reply_missed, reply_is_late = excluded.reply_is_late, "
    "resolution_missed = excluded.resolution_missed"};

constexpr Statement list_open_asks{
    "list_open_asks",
    "SELECT message, thread, asked_at, state FROM service_ask "
    "WHERE conversation = $conversation AND state < 2 ORDER BY message DESC LIMIT $most"};
constexpr Statement save_ask{
    "save_ask",
    "INSERT INTO service_ask(message, conversation, thread, asked_at, state, answered_at, "
    "answered_by) VALUES($message, $conversation, $thread, $asked_at, $state, 0, 0) "
    "ON CONFLICT(message) DO UPDATE SET conversation = excluded.conversation, "
    "thread = excluded.thread, asked_at = excluded.asked_at, state = excluded.state, "
    "answered_at = 0, answered_by = 0"};
constexpr Statement answer_asks{
    "answer_asks",
    "UPDATE service_ask SET state = 2, answered_at = $answered_at, answered_by = $answered_by "
    "WHERE conversation = $conversation AND state < 2 AND message < $answered_by"};
constexpr Statement let_go_asks{
    "let_go_asks",
    "UPDATE service_ask SET state = 1 WHERE conversation = $conversation AND state < 2"};
// By conversation too: what a case is folded with and what is open in its rows are the same.
constexpr Statement let_go_ask{"let_go_ask",
                               "UPDATE service_ask SET state = 1 WHERE message = $message AND "
                               "conversation = $conversation AND state < 2"};
constexpr Statement withdraw_ask{"withdraw_ask",
                                 "UPDATE service_ask SET state = 3 WHERE message = $message AND "
                                 "conversation = $conversation AND state < 2"};
constexpr Statement move_asks{
    "move_asks",
    "UPDATE service_ask SET conversation = $into WHERE conversation = $from AND state < 2"};
constexpr Statement move_thread_asks{
    "move_thread_asks",
    "UPDATE service_ask SET conversation = $into "
    "WHERE conversation = $from AND state < 2 AND thread = $thread"};

constexpr Statement list_pauses{
    "list_pauses",
    "SELECT started_at, ended_at FROM service_pause WHERE conversation = $conversation "
    "ORDER BY started_at DESC LIMIT $most"};
constexpr Statement add_pause{"add_pause",
                              "INSERT INTO service_pause(conversation, started_at, ended_at) "
                              "VALUES($conversation, $started_at, $ended_at)"};

namespace {

constexpr int open_asks_column = case_columns - 2;
constexpr int pauses_column = case_columns - 1;

Result<std::vector<Ask>> load_asks(Reader& reader, ConversationId conversation, std::int64_t most) {
  std::vector<Ask> asks;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_open_asks, {{"conversation", conversation}, {"most", most}}));
  while (KITH_TRY(rows->next())) {
    asks.push_back({.message = {rows->integer(0)},
                    .thread = {rows->integer(1)},
                    .asked_at = rows->time(2),
                    .state = static_cast<AskState>(rows->integer(3))});
  }
  return std::vector<Ask>(asks.rbegin(), asks.rend());
}

}  // namespace

Case case_of(const Rows& rows) {
  Case row{.conversation = {rows.integer(0)},
           .status = static_cast<Status>(rows.integer(2)),
           .priority = static_cast<Priority>(rows.integer(3)),
           .assignee = {rows.integer(4)},
           .merged_into = {rows.integer(5)}};
  row.changed_at = rows.time(1);
  row.opening = {rows.integer(6),
                 rows.time(7),
                 {rows.integer(8)},
                 {rows.integer(9)},
                 rows.flag(10) ? Origin::history : Origin::live};
  row.waiting_since = rows.time(11);
  row.last_inbound = {rows.integer(12)};
  row.last_reply = {rows.integer(13)};
  row.replies = rows.integer(14);
  row.first_reply = {rows.time(15),
                     {rows.integer(16)},
                     {rows.integer(17)},
                     rows.maybe_integer(18),
                     rows.maybe_integer(19)};
  row.resolution = {rows.time(20), rows.maybe_integer(21), rows.maybe_integer(22),
                    rows.integer(23)};
  row.paused_since = rows.time(24);
  row.targets = {{rows.integer(25)}, rows.time(26), rows.time(27),
                 rows.flag(28),      rows.flag(29), rows.flag(30)};
  return row;
}

Result<std::vector<Pause>> load_pauses(Reader& reader, ConversationId conversation,
                                       std::int64_t most) {
  std::vector<Pause> pauses;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_pauses, {{"conversation", conversation}, {"most", most}}));
  while (KITH_TRY(rows->next())) {
    pauses.push_back({rows->time(0), rows->time(1)});
  }
  return std::vector<Pause>(pauses.rbegin(), pauses.rend());
}

Result<std::optional<Case>> CaseTable::load(Reader& reader, Key key) {
  std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_case, {{"conversation", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Case>();
  }
  Case row = case_of(*rows);
  const std::int64_t asks = rows->integer(open_asks_column);
  const std::int64_t pauses = rows->integer(pauses_column);
  rows.reset();
  if (asks > 0) {
    row.asks = KITH_TRY(load_asks(reader, key, asks));
  }
  if (pauses > 0) {
    row.pauses = KITH_TRY(load_pauses(reader, key, pauses));
  }
  return std::optional(std::move(row));
}

void CaseTable::save(WriteSet& writes, const Case& row) {
  const FirstReply& first = row.first_reply;
  const Resolution& resolution = row.resolution;
  writes.run(save_case, {{"conversation", row.conversation},
                         {"state", static_cast<int>(row.state())},
                         {"state_since", row.since()},
                         {"due_at", row.due_at()},
                         {"status", static_cast<int>(row.status)},
                         {"priority", static_cast<int>(row.priority)},
                         {"assignee", row.assignee},
                         {"merged_into", row.merged_into},
                         {"opened_by", row.opening.by},
                         {"opened_at", row.opening.at},
                         {"opened_message", row.opening.message},
                         {"opened_thread", row.opening.thread},
                         {"is_history", row.is_history()},
                         {"waiting_since", row.waiting_since},
                         {"last_inbound", row.last_inbound},
                         {"open_asks", row.asks.size()},
                         {"last_reply", row.last_reply},
                         {"replies", row.replies},
                         {"first_reply_at", first.at},
                         {"first_reply_member", first.member},
                         {"first_reply_message", first.message},
                         {"first_reply_minutes", first.minutes},
                         {"first_reply_business_minutes", first.business_minutes},
                         {"resolved_at", resolution.at},
                         {"resolution_minutes", resolution.minutes},
                         {"resolution_business_minutes", resolution.business_minutes},
                         {"reopened", resolution.reopened},
                         {"paused_since", row.paused_since},
                         {"pauses", row.pauses.size()},
                         {"policy", row.targets.policy},
                         {"reply_due", row.targets.reply_due},
                         {"resolution_due", row.targets.resolution_due},
                         {"first_reply_missed", row.targets.first_reply_missed},
                         {"reply_is_late", row.targets.reply_is_late},
                         {"resolution_missed", row.targets.resolution_missed}});
}

}  // namespace kith::service
