// SPDX-License-Identifier: Apache-2.0
#include "conversation/mark_question.h"

#include "conversation/statement_lists.h"
#include "conversation/submission.h"

namespace kith::conversation {
namespace {

constexpr Statement list_last_words{
    "list_last_words",
    "SELECT direction, member, delivery, needs_reply FROM message "
    "WHERE conversation = $conversation ORDER BY id DESC LIMIT $most"};

// So that a flood costs no more.
constexpr int most_messages = 20;

}  // namespace

std::span<const Statement* const> mark_question_statements() {
  static constexpr const Statement* all[] = {&list_last_words};
  return all;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const AskMark& verb) {
  ConversationRow row = KITH_TRY(load_root(scope.reader(), verb.conversation));
  if (row.state.waiting_since) {
    return fail(ErrorCode::conflict, "Somebody waits for an answer here. Answer first.");
  }
  const MessageId message = KITH_TRY(
      submit(scope, row, {.text = verb.text, .seen = verb.seen, .not_before = scope.now()}));
  KITH_CHECK(save_conversation(scope.transaction, row));
  KITH_CHECK(
      scope.append(row.id.value, ReplySubmitted{.message_id = message, .not_before = scope.now()}));
  return message.value;
}

// Notes and what needs no answer are passed over. What has a delivery and no colleague is a
// question of the company's own.
Result<bool> awaits_mark(Reader& reader, ConversationId thread) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_last_words, {{"conversation", thread}, {"most", most_messages}}));
  while (KITH_TRY(rows->next())) {
    const auto direction = rows->enumerator<Direction>(0);
    const auto delivery = rows->enumerator<Delivery>(2);
    if (direction == Direction::outbound && delivery != Delivery::undone) {
      return rows->integer(1) == 0 && delivery != Delivery::none && delivery != Delivery::failed;
    }
    if (direction == Direction::inbound && rows->flag(3)) {
      return false;
    }
  }
  return false;
}

}  // namespace kith::conversation
