// SPDX-License-Identifier: Apache-2.0
#include "mention_judge.h"

#include <algorithm>

#include "act.h"
#include "mention_cues.h"
#include "mention_sketches.h"
#include "mention_store.h"

namespace kith::marketing {

constexpr Statement find_said{
    "find_said",
    "SELECT thread, conversation, person, direction, revision, posted_at, text "
    "FROM kith_message WHERE id = $message"};
constexpr Statement find_channel_of{"find_channel_of",
                                    "SELECT channel FROM kith_conversation WHERE id = $thread"};
constexpr Statement find_before{
    "find_before",
    "SELECT direction FROM kith_message WHERE thread = $thread AND id < $message AND direction < 2 "
    "ORDER BY id DESC LIMIT 1"};
constexpr Statement list_own_words{
    "list_own_words",
    "SELECT kith_message.text FROM kith_conversation "
    "JOIN kith_message ON kith_message.thread = kith_conversation.id "
    "WHERE kith_conversation.person = $person AND kith_message.direction = 1 "
    "AND kith_message.posted_at >= $from AND kith_message.posted_at <= $to LIMIT $most"};

namespace {

constexpr Duration prompts_for = std::chrono::hours(24 * 7);
/// Of how many messages of ours to a person it is asked whether they prompt.
constexpr std::int64_t most_own_words = 50;

Result<bool> answers_us(Reader& reader, ConversationId thread, MessageId message) {
  const std::optional<std::int64_t> before =
      KITH_TRY(reader.number(find_before, {{"thread", thread}, {"message", message}}));
  return before == static_cast<std::int64_t>(Direction::outbound);
}

Result<bool> was_prompted(DecideContext& context, const MentionCues& cues, PersonId person,
                          Time at) {
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_own_words,
      {{"person", person}, {"from", at - prompts_for}, {"to", at}, {"most", most_own_words}}));
  while (KITH_TRY(rows->next())) {
    if (asks_for_mention(cues, rows->text(0))) {
      return true;
    }
  }
  return false;
}

/// Tells of a message that holds a cue, and keeps what it is about.
Result<void> announce(DecideContext& context, const EventHead& head, MessageId message,
                      const SaidMessage& said, const Verdict& verdict) {
  const MentionCues* const cues = KITH_TRY(context.kept<&load_mention_cues>());
  const Time at = std::min(said.posted_at, head.occurred_at);
  MentionNoted note{.message_id = message,
                    .thread_id = said.thread,
                    .person_id = said.person,
                    .channel_id = KITH_TRY(channel_of(context.reader(), said.thread)),
                    .at = at,
                    .revision = said.revision,
                    .kind = verdict.kind,
                    .experience = verdict.experience,
                    .independence = verdict.independence,
                    .model = std::string(mention_model)};
  note.answers_us = KITH_TRY(answers_us(context.reader(), said.thread, message));
  note.is_prompted = KITH_TRY(was_prompted(context, *cues, said.person, at));
  keep_sketch(context, {message, said.person, at}, context.now(),
              context.texts().sketch(said.text));
  context.emit(head.subject, std::move(note));
  return {};
}

void withdraw(DecideContext& context, const EventHead& head, MessageId message) {
  context.run(remove_sketch, {{"message", message}});
  context.emit(head.subject, MentionWithdrawn{.message_id = message});
}

Result<void> announce_copy(DecideContext& context, const EventHead& head, MessageId message) {
  const std::optional<NearCopy> copy = KITH_TRY(find_near_copy(context.reader(), message));
  if (copy) {
    context.emit(
        head.subject,
        CopyFound{.message_id = message, .alike_id = copy->message, .likeness = copy->likeness});
  }
  return {};
}

}  // namespace

Result<SaidMessage> read_said(Reader& reader, MessageId message) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_said, {{"message", message}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such message.");
  }
  return SaidMessage{.thread = rows->id_of<ConversationId>(0),
                     .conversation = rows->id_of<ConversationId>(1),
                     .person = rows->id_of<PersonId>(2),
                     .direction = rows->enumerator<Direction>(3),
                     .revision = rows->integer(4),
                     .posted_at = rows->time(5),
                     .text = rows->string(6)};
}

Result<ChannelId> channel_of(Reader& reader, ConversationId thread) {
  return ChannelId{KITH_TRY(reader.number(find_channel_of, {{"thread", thread}})).value_or(0)};
}

Result<void> note_message(DecideContext& context, const Event<MessageAdded>& event) {
  if (event.body.direction != Direction::inbound) {
    return {};
  }
  const MentionCues* const cues = KITH_TRY(context.kept<&load_mention_cues>());
  if (const auto text = context.text_at_hand(); text && !read_mention(*cues, *text)) {
    return {};
  }
  const SaidMessage said = KITH_TRY(read_said(context.reader(), event.body.message_id));
  const std::optional<Verdict> verdict = read_mention(*cues, said.text);
  return verdict ? announce(context, event.head, event.body.message_id, said, *verdict)
                 : Result<void>();
}

Result<void> note_edit(DecideContext& context, const Event<MessageEdited>& event) {
  if (event.body.direction != Direction::inbound) {
    return {};
  }
  const MessageId message = event.body.message_id;
  const SaidMessage said = KITH_TRY(read_said(context.reader(), message));
  const MentionCues* const cues = KITH_TRY(context.kept<&load_mention_cues>());
  if (const std::optional<Verdict> verdict = read_mention(*cues, said.text)) {
    return announce(context, event.head, message, said, *verdict);
  }
  if (KITH_TRY(context.find<MentionTable>(message)) != nullptr) {
    withdraw(context, event.head, message);
  }
  return {};
}

Result<void> find_copies(DecideContext& context, const Event<MentionNoted>& event) {
  const MessageId message = event.body.message_id;
  context.run(remove_old_sketches, {{"before", event.head.occurred_at - copies_within}});
  // Whoever changed it before it was noted found nothing to take back.
  const SaidMessage said = KITH_TRY(read_said(context.reader(), message));
  if (said.revision != event.body.revision && !said.text.empty() &&
      !read_mention(*KITH_TRY(context.kept<&load_mention_cues>()), said.text)) {
    withdraw(context, event.head, message);
    return {};
  }
  return announce_copy(context, event.head, message);
}

Result<void> find_copies_of_corrected(DecideContext& context,
                                      const Event<MentionCorrected>& event) {
  const Mention* const known = KITH_TRY(context.find<MentionTable>(event.body.message_id));
  return known == nullptr || known->alike
             ? Result<void>()
             : announce_copy(context, event.head, event.body.message_id);
}

}  // namespace kith::marketing
