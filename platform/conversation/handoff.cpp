// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "conversation/conversation_row.h"
#include "conversation/handoff_order.h"
#include "conversation/statement_lists.h"
#include "conversation/text_rules.h"
#include "conversation/verb_scope.h"
#include "conversation/workflow.h"

namespace kith::conversation {
namespace {

constexpr Statement add_handoff{
    "add_handoff",
    "INSERT INTO handoff(id, conversation, asked_by, from_department, to_department, owner, state, "
    "question, answer, due_at, sort_at, revision, created_at, updated_at) "
    "VALUES($id, $conversation, $asked_by, $from_department, $to_department, $owner, $state, "
    "$question, '', $due_at, $sort_at, 1, $now, $now)"};
constexpr Statement find_handoff{
    "find_handoff_to_advance",
    "SELECT conversation, from_department, to_department, owner, state, due_at, revision, answer "
    "FROM handoff WHERE id = $id"};
constexpr Statement update_handoff{
    "update_handoff",
    "UPDATE handoff SET state = $state, answer = $answer, revision = $revision, "
    "updated_at = $now WHERE id = $id"};

struct HandoffRow {
  HandoffChanged shown;
  std::int64_t revision = 0;
  std::string answer;
};

Result<HandoffRow> load_handoff(Reader& reader, HandoffId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_handoff, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such handoff.");
  }
  return HandoffRow{.shown = {.conversation_id = {rows->integer(0)},
                              .from = static_cast<Department>(rows->integer(1)),
                              .to = static_cast<Department>(rows->integer(2)),
                              .state = static_cast<HandoffState>(rows->integer(4)),
                              .owner_id = {rows->integer(3)},
                              .due = rows->time(5)},
                    .revision = rows->integer(6),
                    .answer = rows->string(7)};
}

}  // namespace

std::span<const Statement* const> handoff_statements() {
  static constexpr const Statement* all[] = {&add_handoff, &find_handoff, &update_handoff};
  return all;
}

bool may_advance(HandoffState from, HandoffState to) {
  switch (to) {
    case HandoffState::heard: return false;
    case HandoffState::decided: return from == HandoffState::heard;
    case HandoffState::done:
    case HandoffState::declined: return from == HandoffState::decided;
    case HandoffState::told: return from == HandoffState::done || from == HandoffState::declined;
  }
  return false;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const AskHandoff& verb) {
  const ConversationRow row = KITH_TRY(load_root(scope.reader(), verb.conversation));
  KITH_CHECK(check_text(verb.question, longest_question, "/question"));
  if (verb.to == Department::none) {
    return fail_at(ErrorCode::rule, "/to", "Say which department is asked.");
  }
  if (verb.owner) {
    KITH_TRY(scope.member_name(verb.owner, "/owner"));
  }
  const HandoffId id = scope.mints.next_handoff(scope.now());
  KITH_CHECK(scope.transaction.run(add_handoff, {{"id", id},
                                                 {"conversation", row.id},
                                                 {"asked_by", scope.actor.member},
                                                 {"from_department", static_cast<int>(verb.from)},
                                                 {"to_department", static_cast<int>(verb.to)},
                                                 {"owner", verb.owner},
                                                 {"state", static_cast<int>(HandoffState::heard)},
                                                 {"question", verb.question},
                                                 {"due_at", verb.due},
                                                 {"sort_at", verb.due ? verb.due : no_due_time},
                                                 {"now", scope.now()}}));
  KITH_CHECK(scope.append(id.value, HandoffChanged{.conversation_id = row.id,
                                                   .from = verb.from,
                                                   .to = verb.to,
                                                   .state = HandoffState::heard,
                                                   .owner_id = verb.owner,
                                                   .due = verb.due}));
  return id.value;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const AdvanceHandoff& verb) {
  HandoffRow row = KITH_TRY(load_handoff(scope.reader(), verb.handoff));
  KITH_CHECK(check_revision(verb.expected_revision, row.revision));
  if (!may_advance(row.shown.state, verb.state)) {
    return fail_at(ErrorCode::rule, "/state",
                   fmt::format("A handoff goes from heard to decided, then to done or declined, "
                               "then to told. This one is {} and cannot become {}.",
                               word_of(row.shown.state), word_of(verb.state)));
  }
  if (!verb.answer.empty() || verb.state != HandoffState::told) {
    KITH_CHECK(check_text(verb.answer, longest_question, "/answer"));
    row.answer = verb.answer;
  }
  row.shown.state = verb.state;
  KITH_CHECK(scope.transaction.run(update_handoff, {{"state", static_cast<int>(verb.state)},
                                                    {"answer", row.answer},
                                                    {"revision", row.revision + 1},
                                                    {"now", scope.now()},
                                                    {"id", verb.handoff}}));
  KITH_CHECK(scope.append(verb.handoff.value, row.shown));
  return 0;
}

}  // namespace kith::conversation
