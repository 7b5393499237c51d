// SPDX-License-Identifier: Apache-2.0
#include "conversation/conversation_row.h"

#include <fmt/format.h>

#include <algorithm>

#include <kith/events.h>

#include "conversation/absent.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

#define KITH_CONVERSATION_COLUMNS                                                           \
  "id, number, channel, person, status, snoozed_until, waiting_since, assignee, priority, " \
  "department, last_message, last_at, messages, merged_into, root, revision"

constexpr Statement find_conversation{"find_conversation",
                                      "SELECT " KITH_CONVERSATION_COLUMNS
                                      " FROM conversation WHERE id = $id AND deleted_at = 0"};
constexpr Statement find_whole{
    "find_whole", "SELECT " KITH_CONVERSATION_COLUMNS
                  " FROM conversation WHERE id = $root OR (root = $root AND root <> id)"};

#undef KITH_CONVERSATION_COLUMNS

constexpr Statement update_conversation{
    "update_conversation",
    "UPDATE conversation SET status = $status, snoozed_until = $snoozed_until, "
    "waiting_since = $waiting_since, assignee = $assignee, priority = $priority, "
    "department = $department, last_message = $last_message, last_at = $last_at, "
    "messages = $messages, merged_into = $merged_into, root = $root, revision = $revision "
    "WHERE id = $id"};

ConversationRow row_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .number = rows.integer(1),
          .channel = {rows.integer(2)},
          .person = {rows.integer(3)},
          .state = {static_cast<Status>(rows.integer(4)), rows.time(5), rows.time(6)},
          .assignee = {rows.integer(7)},
          .priority = static_cast<Priority>(rows.integer(8)),
          .department = static_cast<Department>(rows.integer(9)),
          .exchange = {{rows.integer(10)}, rows.time(11), rows.integer(12)},
          .merged_into = {rows.integer(13)},
          .root = {rows.integer(14)},
          .revision = rows.integer(15)};
}

}  // namespace

std::span<const Statement* const> conversation_row_statements() {
  static constexpr const Statement* all[] = {&find_conversation, &find_whole, &update_conversation};
  return all;
}

Result<ConversationRow> load_conversation(Reader& reader, ConversationId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_conversation, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such conversation.");
  }
  return row_of(*rows);
}

Result<ConversationRow> load_root(Reader& reader, ConversationId id) {
  ConversationRow row = KITH_TRY(load_conversation(reader, id));
  if (!row.merged_into) {
    return row;
  }
  const ConversationRow root = KITH_TRY(load_conversation(reader, row.root));
  Error error{ErrorCode::conflict, fmt::format("Conversation #{} is part of #{} now. Act on #{}.",
                                               row.number, root.number, root.number)};
  error.faults.push_back(
      {"", "merged", fmt::format("The conversation to act on is {}.", root.id.value)});
  return std::unexpected(std::move(error));
}

Result<std::vector<ConversationRow>> load_whole(Reader& reader, ConversationId root) {
  std::vector<ConversationRow> whole;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_whole, {{"root", root}}));
  while (KITH_TRY(rows->next())) {
    whole.push_back(row_of(*rows));
  }
  std::ranges::sort(whole, {}, &ConversationRow::id);
  return whole;
}

Result<void> save_conversation(store::Transaction& transaction, const ConversationRow& row) {
  return transaction.run(update_conversation, {{"status", static_cast<int>(row.state.status)},
                                               {"snoozed_until", row.state.snoozed_until},
                                               {"waiting_since", row.state.waiting_since},
                                               {"assignee", row.assignee},
                                               {"priority", static_cast<int>(row.priority)},
                                               {"department", static_cast<int>(row.department)},
                                               {"last_message", row.exchange.last_message},
                                               {"last_at", row.exchange.last_at},
                                               {"messages", row.exchange.messages},
                                               {"merged_into", row.merged_into},
                                               {"root", row.root},
                                               {"revision", row.revision},
                                               {"id", row.id}});
}

Result<void> change_state(store::Transaction& transaction, const events::Actor& actor,
                          ConversationRow& row, const WorkState& to, Cause cause) {
  const WorkState from = std::exchange(row.state, to);
  if (from.status == to.status && from.snoozed_until == to.snoozed_until) {
    return {};
  }
  KITH_TRY(events::append_event(transaction, actor, row.id.value,
                                StatusChanged{.from = from.status,
                                              .to = to.status,
                                              .snoozed_until = unless_absent(to.snoozed_until),
                                              .cause = cause}));
  return {};
}

}  // namespace kith::conversation
