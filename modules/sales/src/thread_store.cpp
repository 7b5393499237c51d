// SPDX-License-Identifier: Apache-2.0
#include "thread_store.h"

#include <array>

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

namespace {

// A packed question: message, person, since when, how it stands. A packed part: its number.
using QuestionWords = std::array<std::int64_t, 4>;
using PartWords = std::array<std::int64_t, 1>;

template <class Words, class Things, class WordsOf>
std::string packed(const Things& things, WordsOf words_of) {
  std::string bytes;
  bytes.reserve(things.size() * sizeof(Words));
  for (const auto& each : things) {
    const Words words = words_of(each);
    bytes.append(reinterpret_cast<const char*>(words.data()), sizeof words);
  }
  return bytes;
}

template <class Words, class Take>
void unpack(std::string_view bytes, Take take) {
  Words words;
  for (; bytes.size() >= sizeof words; bytes.remove_prefix(sizeof words)) {
    bytes.copy(reinterpret_cast<char*>(words.data()), sizeof words);
    take(words);
  }
}

}  // namespace

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
  unpack<QuestionWords>(rows->text(6), [&](const QuestionWords& words) {
    row.questions.push_back(
        {{words[0]}, {words[1]}, Time{words[2]}, static_cast<QuestionState>(words[3])});
  });
  unpack<PartWords>(rows->text(7),
                    [&](const PartWords& words) { row.parts.push_back(ConversationId{words[0]}); });
  return std::optional(std::move(row));
}

void ThreadTable::save(WriteSet& writes, const Thread& row) {
  const std::string questions = packed<QuestionWords>(row.questions, [](const Question& question) {
    return QuestionWords{question.message.value, question.person.value, question.since.microseconds,
                         static_cast<std::int64_t>(question.state)};
  });
  const std::string parts =
      packed<PartWords>(row.parts, [](ConversationId part) { return PartWords{part.value}; });
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
