// SPDX-License-Identifier: Apache-2.0
#include "sketches.h"

#include <algorithm>
#include <cstring>

#include "answer_store.h"

namespace kith::people {

constexpr Statement find_text{"find_text",
                              "SELECT text, direction, erased_at FROM kith_message "
                              "WHERE id = $message"};
constexpr Statement save_sketch{
    "save_sketch",
    "INSERT INTO people_sketch(question, answer, member, asker, sketch) "
    "VALUES($question, $answer, $member, $asker, $sketch) "
    "ON CONFLICT(question) DO UPDATE SET answer = excluded.answer, member = excluded.member, "
    "asker = excluded.asker, sketch = excluded.sketch"};
constexpr Statement remove_sketch{"remove_sketch",
                                  "DELETE FROM people_sketch WHERE question = $question"};
constexpr Statement remove_sketches_of_message{
    "remove_sketches_of_message",
    "DELETE FROM people_sketch WHERE question = $message OR answer = $message"};
constexpr Statement remove_sketches_of_person{"remove_sketches_of_person",
                                              "DELETE FROM people_sketch WHERE asker = $person"};
constexpr Statement list_sketches{
    "list_sketches",
    "SELECT question, member, sketch FROM people_sketch ORDER BY question DESC LIMIT $most"};

namespace {

Result<bool> is_erased(Reader& reader, MessageId message) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_text, {{"message", message}}));
  return KITH_TRY(rows->next()) && rows->time(2);
}

Result<Sketch> sketch_of(DecideContext& context, MessageId message) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(find_text, {{"message", message}}));
  return KITH_TRY(rows->next()) ? context.texts().sketch(rows->text(0)) : Sketch{};
}

/// Keeps what an answered question is about; nothing where its text is gone or says nothing, or its
/// answer is gone: what arrives or is edited after an erasure does not bring back what went then.
Result<void> keep_sketch(DecideContext& context, MessageId question) {
  const Answer* const answer = KITH_TRY(context.find<AnswerTable>(question));
  if (answer == nullptr) {
    return {};
  }
  Sketch sketch{};
  if (!KITH_TRY(is_erased(context.reader(), answer->answer))) {
    sketch = KITH_TRY(sketch_of(context, question));
  }
  if (sketch == Sketch{}) {
    context.run(remove_sketch, {{"question", question}});
    return {};
  }
  const std::string_view bytes(reinterpret_cast<const char*>(sketch.data()), sketch.size());
  context.run(save_sketch, {{"question", question},
                            {"answer", answer->answer},
                            {"member", answer->member},
                            {"asker", answer->asker},
                            {"sketch", Value::blob(bytes)}});
  return {};
}

Result<void> keep_sketches(DecideContext& context, const EventHead& head, ConversationId thread) {
  const Thread* const row =
      KITH_TRY(context.find<ThreadTable>(thread ? thread : ConversationId{head.subject}));
  if (row == nullptr || row->answered_in != head.sequence) {
    return {};
  }
  for (const MessageId question : row->answered) {
    KITH_CHECK(keep_sketch(context, question));
  }
  return {};
}

}  // namespace

Result<void> sketch_answered(DecideContext& context, const Event<MessageAdded>& event) {
  return keep_sketches(context, event.head, event.body.thread_id);
}

Result<void> sketch_answered_by_reply(DecideContext& context, const Event<ReplySent>& event) {
  return keep_sketches(context, event.head, event.body.thread_id);
}

Result<void> sketch_edited(DecideContext& context, const Event<MessageEdited>& event) {
  return event.body.direction == Direction::inbound ? keep_sketch(context, event.body.message_id)
                                                    : Result<void>();
}

Result<void> forget_message(EraseContext& context, std::int64_t message) {
  context.run(remove_sketches_of_message, {{"message", message}});
  return {};
}

Result<void> forget_person(EraseContext& context, std::int64_t person) {
  context.run(remove_sketches_of_person, {{"person", person}});
  return {};
}

Result<AlikeQuestions> find_alike(QueryContext& context, std::string_view text, MessageId except) {
  AlikeQuestions alike;
  const Sketch wanted = context.texts().sketch(text);
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(list_sketches, {{"most", most_compared}}));
  while (KITH_TRY(rows->next())) {
    ++alike.compared;
    const std::string_view bytes = rows->text(2);
    Sketch sketch{};
    std::memcpy(sketch.data(), bytes.data(), std::min(sketch.size(), bytes.size()));
    const Alike each{rows->id_of<MessageId>(0), rows->id_of<MemberId>(1),
                     Texts::likeness(wanted, sketch)};
    if (each.likeness >= least_likeness && each.question != except) {
      alike.found.push_back(each);
    }
  }
  std::ranges::sort(alike.found, std::greater(),
                    [](const Alike& each) { return std::pair(each.likeness, each.question); });
  return alike;
}

}  // namespace kith::people
