// SPDX-License-Identifier: Apache-2.0
#include "case_store.h"

#include <kith/packed.h>

namespace kith::service {

constexpr Statement find_case{"find_case", "SELECT " KITH_SERVICE_CASE_COLUMNS
                                           " FROM service_case WHERE conversation = $conversation"};
// Every column but the key and those in an index, as an update sets it.
#define KITH_SERVICE_CASE_UNPLACED                                                         \
  "status = $status, priority = $priority, merged_into = $merged_into, "                   \
  "opened_by = $opened_by, opened_message = $opened_message, "                             \
  "opened_thread = $opened_thread, is_history = $is_history, "                             \
  "waiting_since = $waiting_since, last_inbound = $last_inbound, open_asks = $open_asks, " \
  "left_out = $left_out, last_reply = $last_reply, replies = $replies, "                   \
  "first_reply_at = $first_reply_at, first_reply_member = $first_reply_member, "           \
  "first_reply_message = $first_reply_message, "                                           \
  "first_reply_minutes = $first_reply_minutes, "                                           \
  "first_reply_business_minutes = $first_reply_business_minutes, "                         \
  "resolved_at = $resolved_at, resolution_minutes = $resolution_minutes, "                 \
  "resolution_business_minutes = $resolution_business_minutes, reopened = $reopened, "     \
  "paused_since = $paused_since, pauses = $pauses, policy = $policy, "                     \
  "reply_due = $reply_due, resolution_due = $resolution_due, "                             \
  "first_reply_missed = $first_reply_missed, reply_is_late = $reply_is_late, "             \
  "resolution_missed = $resolution_missed"
constexpr Statement save_case{
    "save_case",
    "INSERT INTO service_case(conversation, state, state_since, due_at, status, priority, "
    "assignee, merged_into, opened_by, opened_at, opened_message, opened_thread, is_history, "
    "waiting_since, last_inbound, open_asks, left_out, last_reply, replies, first_reply_at, "
    "first_reply_member, first_reply_message, first_reply_minutes, first_reply_business_minutes, "
    "resolved_at, resolution_minutes, resolution_business_minutes, reopened, paused_since, pauses, "
    "policy, reply_due, resolution_due, first_reply_missed, reply_is_late, resolution_missed) "
    "VALUES($conversation, $state, $state_since, $due_at, $status, $priority, $assignee, "
    "$merged_into, $opened_by, $opened_at, $opened_message, $opened_thread, $is_history, "
    "$waiting_since, $last_inbound, $open_asks, $left_out, $last_reply, $replies, $first_reply_at, "
    "$first_reply_member, $first_reply_message, $first_reply_minutes, "
    "$first_reply_business_minutes, $resolved_at, $resolution_minutes, "
    "$resolution_business_minutes, $reopened, $paused_since, $pauses, $policy, $reply_due, "
    "$resolution_due, $first_reply_missed, $reply_is_late, $resolution_missed) "
    "ON CONFLICT(conversation) DO UPDATE SET state = $state, state_since = $state_since, "
    "due_at = $due_at, assignee = $assignee, opened_at = $opened_at, " KITH_SERVICE_CASE_UNPLACED};
constexpr Statement save_case_in_place{"save_case_in_place",
                                       "UPDATE service_case SET " KITH_SERVICE_CASE_UNPLACED
                                       " WHERE conversation = $conversation"};
#undef KITH_SERVICE_CASE_UNPLACED

constexpr Statement save_ask{
    "save_ask",
    "INSERT INTO service_ask(message, conversation, thread, asked_at, state, answered_at, "
    "answered_by) VALUES($message, $conversation, $thread, $asked_at, $state, 0, 0) "
    "ON CONFLICT(message) DO UPDATE SET conversation = excluded.conversation, "
    "thread = excluded.thread, asked_at = excluded.asked_at, state = excluded.state, "
    "answered_at = 0, answered_by = 0"};
constexpr Statement change_ask{"change_ask",
                               "UPDATE service_ask SET state = $state, answered_at = $answered_at, "
                               "answered_by = $answered_by WHERE message = $message AND state < 2"};
constexpr Statement move_ask{
    "move_ask", "UPDATE service_ask SET conversation = $into WHERE message = $message"};
constexpr Statement change_left_out{
    "change_left_out",
    "UPDATE service_ask SET state = $state, answered_at = $answered_at, "
    "answered_by = $answered_by WHERE message >= $message AND message < $until "
    "AND conversation = $conversation AND state < 2"};
constexpr Statement move_left_out{
    "move_left_out",
    "UPDATE service_ask SET conversation = $into WHERE message >= $message AND message < $until "
    "AND conversation = $conversation AND state < 2"};
constexpr Statement move_left_out_of_thread{
    "move_left_out_of_thread",
    "UPDATE service_ask SET conversation = $into WHERE message >= $message AND message < $until "
    "AND conversation = $conversation AND state < 2 AND thread = $thread"};

constexpr Statement list_pauses{
    "list_pauses",
    "SELECT started_at, ended_at FROM service_pause WHERE conversation = $conversation "
    "ORDER BY started_at DESC LIMIT $most"};
constexpr Statement add_pause{"add_pause",
                              "INSERT INTO service_pause(conversation, started_at, ended_at) "
                              "VALUES($conversation, $started_at, $ended_at)"};

namespace {

constexpr int open_asks_column = case_columns - 3;
constexpr int left_out_column = case_columns - 2;
constexpr int pauses_column = case_columns - 1;

// A question in its case's row: message, thread, when it was asked, how it stands.
std::string packed(const std::vector<Ask>& asks) {
  return pack(asks, [](const Ask& ask) {
    return PackedEntry<4>{ask.message.value, ask.thread.value, ask.asked_at.microseconds,
                          static_cast<std::int64_t>(ask.state)};
  });
}

std::vector<Ask> unpacked(std::string_view bytes) {
  std::vector<Ask> asks;
  unpack<4>(bytes, [&](const PackedEntry<4>& entry) {
    asks.push_back({{entry[0]}, {entry[1]}, Time{entry[2]}, static_cast<AskState>(entry[3])});
  });
  return asks;
}

}  // namespace

Case case_of(const Rows& rows) {
  Case row{.conversation = {rows.integer(0)},
           .status = rows.enumerator<Status>(2),
           .priority = rows.enumerator<Priority>(3),
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
  row.asks = unpacked(rows->text(open_asks_column));
  row.left_out = {rows->integer(left_out_column)};
  const std::int64_t pauses = rows->integer(pauses_column);
  rows.reset();
  if (pauses > 0) {
    row.pauses = KITH_TRY(load_pauses(reader, key, pauses));
  }
  return std::optional(std::move(row));
}

void run_ask_change(ApplyContext& context, const AskChange& change) {
  if (change.moved_to && !change.until) {
    context.run(move_ask, {{"message", change.message}, {"into", change.moved_to}});
  } else if (change.moved_to && change.thread) {
    context.run(move_left_out_of_thread, {{"message", change.message},
                                          {"until", change.until},
                                          {"conversation", change.conversation},
                                          {"thread", change.thread},
                                          {"into", change.moved_to}});
  } else if (change.moved_to) {
    context.run(move_left_out, {{"message", change.message},
                                {"until", change.until},
                                {"conversation", change.conversation},
                                {"into", change.moved_to}});
  } else if (!change.until) {
    context.run(change_ask, {{"message", change.message},
                             {"state", static_cast<int>(change.state)},
                             {"answered_at", change.answered_at},
                             {"answered_by", change.answered_by}});
  } else {
    context.run(change_left_out, {{"message", change.message},
                                  {"until", change.until},
                                  {"conversation", change.conversation},
                                  {"state", static_cast<int>(change.state)},
                                  {"answered_at", change.answered_at},
                                  {"answered_by", change.answered_by}});
  }
}

namespace {

// All columns; those that are indexed come first.
constexpr std::size_t placed_columns = 5;
std::array<Parameter, 36> parameters_of(const Case& row, std::string_view asks) {
  const FirstReply& first = row.first_reply;
  const Resolution& resolution = row.resolution;
  return {{{"state", static_cast<int>(row.state())},
           {"state_since", row.since()},
           {"due_at", row.due_at()},
           {"assignee", row.assignee},
           {"opened_at", row.opening.at},
           {"conversation", row.conversation},
           {"status", static_cast<int>(row.status)},
           {"priority", static_cast<int>(row.priority)},
           {"merged_into", row.merged_into},
           {"opened_by", row.opening.by},
           {"opened_message", row.opening.message},
           {"opened_thread", row.opening.thread},
           {"is_history", row.is_history()},
           {"waiting_since", row.waiting_since},
           {"last_inbound", row.last_inbound},
           {"open_asks", Value::blob(asks)},
           {"left_out", row.left_out},
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
           {"resolution_missed", row.targets.resolution_missed}}};
}

}  // namespace

CaseTable::Placement CaseTable::placement(const Case& row) {
  return {row.state(), row.since(), row.due_at(), row.assignee, row.opening.at};
}

void CaseTable::save(WriteSet& writes, const Case& row) {
  const std::string asks = packed(row.asks);
  writes.run(save_case, parameters_of(row, asks));
}

void CaseTable::save_in_place(WriteSet& writes, const Case& row) {
  const std::string asks = packed(row.asks);
  const auto parameters = parameters_of(row, asks);
  writes.run(save_case_in_place, std::span(parameters).subspan<placed_columns>());
}

}  // namespace kith::service
