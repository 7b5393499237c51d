// SPDX-License-Identifier: Apache-2.0
#include "thread_store.h"

#include <kith/packed.h>

namespace kith::sales {

constexpr Statement find_thread{
    "sales_find_thread",
    "SELECT opener, last_reply, missed_in, replied_in, reopened_in, resolved_in, questions, parts "
    "FROM sales_thread WHERE thread = $thread"};
constexpr Statement save_thread{
    "sales_save_thread",
    "INSERT INTO sales_thread(thread, opener, last_reply, missed_in, replied_in, reopened_in, "
    "resolved_in, questions, parts) VALUES($thread, $opener, $last_reply, $missed_in, $replied_in, "
    "$reopened_in, $resolved_in, $questions, $parts) "
    "ON CONFLICT(thread) DO UPDATE SET opener = excluded.opener, "
    "last_reply = excluded.last_reply, missed_in = excluded.missed_in, "
    "replied_in = excluded.replied_in, reopened_in = excluded.reopened_in, "
    "resolved_in = excluded.resolved_in, questions = excluded.questions, parts = excluded.parts"};

Result<std::optional<Thread>> ThreadTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_thread, {{"thread", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Thread>();
  }
  Thread row{.thread = key, .opener = {rows->integer(0)}, .last_reply = {rows->integer(1)}};
  row.missed_in = rows->integer(2);
  row.replied_in = rows->integer(3);
  row.reopened_in = rows->integer(4);
  row.resolved_in = rows->integer(5);
  // A packed question: message, person, since when, how it stands. A packed part: its number.
  unpack<4>(rows->text(6), [&](const PackedEntry<4>& entry) {
    row.questions.push_back(
        {{entry[0]}, {entry[1]}, Time{entry[2]}, static_cast<QuestionState>(entry[3])});
  });
  unpack<1>(rows->text(7),
            [&](const PackedEntry<1>& entry) { row.parts.push_back(ConversationId{entry[0]}); });
  return std::optional(std::move(row));
}

void ThreadTable::save(WriteSet& writes, const Thread& row) {
  const std::string questions = pack(row.questions, [](const Question& question) {
    return PackedEntry<4>{question.message.value, question.person.value,
                          question.since.microseconds, static_cast<std::int64_t>(question.state)};
  });
  const std::string parts =
      pack(row.parts, [](ConversationId part) { return PackedEntry<1>{part.value}; });
  writes.run(save_thread, {{"thread", row.thread},
                           {"opener", row.opener},
                           {"last_reply", row.last_reply},
                           {"missed_in", row.missed_in},
                           {"replied_in", row.replied_in},
                           {"reopened_in", row.reopened_in},
                           {"resolved_in", row.resolved_in},
                           {"questions", Value::blob(questions)},
                           {"parts", Value::blob(parts)}});
}

}  // namespace kith::sales
