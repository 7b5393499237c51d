// SPDX-License-Identifier: Apache-2.0
#include "conversation/timers.h"

#include <fmt/format.h>

#include <algorithm>

#include "conversation/conversation_row.h"
#include "conversation/statement_lists.h"
#include "conversation/verb_scope.h"

namespace kith::conversation {
namespace {

constexpr std::size_t longest_key = 200;

constexpr Statement set_timer{
    "set_timer",
    "INSERT INTO timer(owner, key, due_at, noun, subject) "
    "VALUES($owner, $key, $due_at, $noun, $subject) ON CONFLICT(owner, key) DO UPDATE "
    "SET due_at = excluded.due_at, noun = excluded.noun, subject = excluded.subject"};
constexpr Statement remove_timer{"remove_timer",
                                 "DELETE FROM timer WHERE owner = $owner AND key = $key"};
constexpr Statement find_due_timers{
    "find_due_timers",
    "SELECT owner, key, due_at, noun, subject FROM timer WHERE due_at <= $now "
    "ORDER BY due_at LIMIT $limit"};
constexpr Statement find_due_snoozed{
    "find_due_snoozed",
    "SELECT id FROM conversation "
    "WHERE snoozed_until > 0 AND snoozed_until <= $now AND merged_into = 0 "
    "ORDER BY snoozed_until LIMIT $limit"};

struct DueTimer {
  TimerFired fired;
  Subject subject;
};

}  // namespace

std::span<const Statement* const> timer_statements() {
  static constexpr const Statement* all[] = {&set_timer, &remove_timer, &find_due_timers,
                                             &find_due_snoozed};
  return all;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const ScheduleTimer& verb) {
  if (verb.key.empty() || verb.key.size() > longest_key) {
    return fail_at(ErrorCode::rule, "/key",
                   fmt::format("A timer's key has 1 to {} bytes.", longest_key));
  }
  if (!verb.due) {
    return fail_at(ErrorCode::rule, "/due", "A timer needs a time.");
  }
  if (verb.subject.noun != Noun::workspace && verb.subject.id < 1) {
    return fail_at(ErrorCode::rule, "/subject", "A timer is about something that has a number.");
  }
  KITH_CHECK(scope.transaction.run(set_timer, {{"owner", scope.actor.module},
                                               {"key", verb.key},
                                               {"due_at", verb.due},
                                               {"noun", static_cast<int>(verb.subject.noun)},
                                               {"subject", verb.subject.id}}));
  return 0;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const CancelTimer& verb) {
  KITH_CHECK(
      scope.transaction.run(remove_timer, {{"owner", scope.actor.module}, {"key", verb.key}}));
  return 0;
}

Result<std::int64_t> fire_due_timers(store::Transaction& transaction, WorkspaceId workspace,
                                     Time now, std::int64_t limit) {
  std::vector<DueTimer> due;
  std::unique_ptr<Rows> rows =
      KITH_TRY(transaction.reader().query(find_due_timers, {{"now", now}, {"limit", limit}}));
  while (KITH_TRY(rows->next())) {
    due.push_back({{.owner = rows->string(0), .key = rows->string(1), .due = rows->time(2)},
                   {rows->enumerator<Noun>(3), rows->integer(4)}});
    if (Subject& subject = due.back().subject; subject.noun == Noun::workspace) {
      subject.id = workspace.value;
    }
  }
  rows.reset();
  for (DueTimer& timer : due) {
    KITH_CHECK(
        transaction.run(remove_timer, {{"owner", timer.fired.owner}, {"key", timer.fired.key}}));
    KITH_TRY(events::append_event(transaction, {}, timer.subject, std::move(timer.fired)));
  }
  return static_cast<std::int64_t>(due.size());
}

Result<std::int64_t> wake_snoozed(store::Transaction& transaction, Time now, std::int64_t limit) {
  std::vector<ConversationId> due;
  std::unique_ptr<Rows> rows =
      KITH_TRY(transaction.reader().query(find_due_snoozed, {{"now", now}, {"limit", limit}}));
  while (KITH_TRY(rows->next())) {
    due.push_back({rows->integer(0)});
  }
  rows.reset();
  for (const ConversationId id : due) {
    // A deleted one wakes too: when the deletion is undone it is back in the inbox.
    const std::vector<ConversationRow> whole = KITH_TRY(load_whole(transaction.reader(), id));
    ConversationRow row = *std::ranges::find(whole, id, &ConversationRow::id);
    WorkState to = row.state;
    to.status = Status::open;
    to.snoozed_until = {};
    KITH_CHECK(change_state(transaction, {}, row, to, Cause::timer));
    ++row.revision;
    KITH_CHECK(save_conversation(transaction, row));
  }
  return static_cast<std::int64_t>(due.size());
}

}  // namespace kith::conversation
