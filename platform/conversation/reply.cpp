// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "conversation/attachment.h"
#include "conversation/draft_row.h"
#include "conversation/message_rows.h"
#include "conversation/outbox_row.h"
#include "conversation/submission.h"
#include "conversation/take_reply_back.h"
#include "conversation/text_rules.h"

namespace kith::conversation {
namespace {

constexpr Duration longest_schedule = std::chrono::days(366);

}  // namespace

Result<std::int64_t> apply_verb(const VerbScope& scope, const SubmitReply& verb) {
  ConversationRow row = KITH_TRY(load_root(scope.reader(), verb.conversation));
  std::optional<DraftRow> draft;
  if (verb.draft) {
    draft = KITH_TRY(load_draft_to_send(scope.reader(), verb.draft, row.id));
  }
  const Time not_before = std::max(verb.not_before, scope.now());
  if (not_before - scope.now() > longest_schedule) {
    return fail_at(ErrorCode::rule, "/not_before", "A reply can wait for a year at most.");
  }
  const MessageId message =
      KITH_TRY(submit(scope, row,
                      {.text = verb.text,
                       .member = verb.sender,
                       .sender = KITH_TRY(scope.member_name(verb.sender, "/sender")),
                       .seen = verb.seen,
                       .not_before = not_before}));
  KITH_CHECK(attach_to_reply(scope.transaction, scope.mints, verb.attachments, verb.sender, row.id,
                             message));
  if (draft) {
    KITH_CHECK(submit_draft(scope.transaction, *draft, message));
  }
  KITH_CHECK(save_conversation(scope.transaction, row));
  KITH_CHECK(scope.append(row.id.value, ReplySubmitted{.message_id = message,
                                                       .member_id = verb.sender,
                                                       .not_before = not_before,
                                                       .draft_id = verb.draft}));
  return message.value;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const UndoReply& verb) {
  const OutboxRow outbox = KITH_TRY(load_outbox_of(scope.reader(), verb.message));
  if (outbox.delivery != Delivery::held || outbox.attempts > 0) {
    return fail(ErrorCode::conflict, outbox.delivery == Delivery::undone
                                         ? "This reply was taken back already."
                                         : "This reply has left and cannot be taken back.");
  }
  KITH_CHECK(take_reply_back(scope.transaction, scope.actor, outbox));
  return 0;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const AddNote& verb) {
  const ConversationRow row = KITH_TRY(load_root(scope.reader(), verb.conversation));
  KITH_CHECK(check_text(verb.text, longest_message, "/text"));
  if (verb.author) {
    KITH_TRY(scope.member_name(verb.author, "/author"));
  }
  const MessageId message = scope.mints.next_message(scope.now());
  KITH_CHECK(insert_message(scope.transaction, {.id = message,
                                                .conversation = row.id,
                                                .channel = row.channel,
                                                .member = verb.author,
                                                .direction = Direction::note,
                                                .delivery = Delivery::none,
                                                .text = verb.text}));
  KITH_CHECK(scope.append(row.id.value, MessageAdded{.message_id = message,
                                                     .thread_id = row.id,
                                                     .channel_id = row.channel,
                                                     .direction = Direction::note,
                                                     .member_id = verb.author,
                                                     .language = "und",
                                                     .posted_at = scope.now()}));
  return message.value;
}

}  // namespace kith::conversation
