// SPDX-License-Identifier: Apache-2.0
#include "conversation/conversation_row.h"
#include "conversation/message_rows.h"
#include "conversation/statement_lists.h"
#include "conversation/text_rules.h"
#include "conversation/verb_scope.h"

namespace kith::conversation {
namespace {

constexpr Statement add_promise{
    "add_promise",
    "INSERT INTO promise(id, conversation, message, person, owner, state, text, due_at, revision, "
    "created_at) VALUES($id, $conversation, $message, $person, $owner, $state, $text, $due_at, 1, "
    "$now)"};
constexpr Statement find_promise{
    "find_promise_to_settle",
    "SELECT conversation, person, owner, state, due_at, revision, message FROM promise "
    "WHERE id = $id"};
constexpr Statement update_promise{
    "update_promise", "UPDATE promise SET state = $state, revision = $revision WHERE id = $id"};

Result<void> check_message(const VerbScope& scope, MessageId message, ConversationId root) {
  if (message) {
    const Result<ConversationId> of_message = root_of_message(scope.reader(), message);
    if (!of_message || *of_message != root) {
      return fail_at(ErrorCode::rule, "/message", "Must be a message of this conversation.");
    }
  }
  return {};
}

}  // namespace

std::span<const Statement* const> promise_statements() {
  static constexpr const Statement* all[] = {&add_promise, &find_promise, &update_promise};
  return all;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const MakePromise& verb) {
  const ConversationRow row = KITH_TRY(load_root(scope.reader(), verb.conversation));
  KITH_CHECK(check_text(verb.text, longest_promise, "/text"));
  KITH_CHECK(check_message(scope, verb.message, row.id));
  KITH_TRY(scope.member_name(verb.owner, "/owner"));
  if (!verb.due) {
    return fail_at(ErrorCode::rule, "/due", "Say by when.");
  }
  const PromiseId id = scope.mints.next_promise(scope.now());
  KITH_CHECK(scope.transaction.run(add_promise, {{"id", id},
                                                 {"conversation", row.id},
                                                 {"message", verb.message},
                                                 {"person", row.person},
                                                 {"owner", verb.owner},
                                                 {"state", static_cast<int>(PromiseState::open)},
                                                 {"text", verb.text},
                                                 {"due_at", verb.due},
                                                 {"now", scope.now()}}));
  KITH_CHECK(scope.append(id.value, PromiseChanged{.conversation_id = row.id,
                                                   .person_id = row.person,
                                                   .owner_id = verb.owner,
                                                   .state = PromiseState::open,
                                                   .due = verb.due,
                                                   .message_id = verb.message}));
  return id.value;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const SettlePromise& verb) {
  std::unique_ptr<Rows> rows = KITH_TRY(scope.reader().query(find_promise, {{"id", verb.promise}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such promise.");
  }
  const std::int64_t revision = rows->integer(5);
  const auto state = static_cast<PromiseState>(rows->integer(3));
  const PromiseChanged changed{.conversation_id = {rows->integer(0)},
                               .person_id = {rows->integer(1)},
                               .owner_id = {rows->integer(2)},
                               .state = verb.state,
                               .due = rows->time(4),
                               .message_id = {rows->integer(6)}};
  rows.reset();
  KITH_CHECK(check_revision(verb.expected_revision, revision));
  if (state != PromiseState::open || verb.state == PromiseState::open) {
    return fail_at(ErrorCode::rule, "/state",
                   "An open promise becomes kept, broken or released, and stays that.");
  }
  KITH_CHECK(scope.transaction.run(
      update_promise,
      {{"state", static_cast<int>(verb.state)}, {"revision", revision + 1}, {"id", verb.promise}}));
  KITH_CHECK(scope.append(verb.promise.value, changed));
  return 0;
}

}  // namespace kith::conversation
