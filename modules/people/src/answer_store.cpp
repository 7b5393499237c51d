// SPDX-License-Identifier: Apache-2.0
#include "answer_store.h"

#include <string>

#include <kith/packed.h>

namespace kith::people {

constexpr Statement find_thread{"find_thread",
                                "SELECT open_questions, awaiting, resolved_since "
                                "FROM people_thread WHERE conversation = $conversation"};
constexpr Statement save_thread{
    "save_thread",
    "INSERT INTO people_thread(conversation, open_questions, awaiting, resolved_since) "
    "VALUES($conversation, $open_questions, $awaiting, $resolved_since) "
    "ON CONFLICT(conversation) DO UPDATE SET open_questions = excluded.open_questions, "
    "awaiting = excluded.awaiting, resolved_since = excluded.resolved_since"};
constexpr Statement find_answer{
    "find_answer",
    "SELECT answer, member, asker, thread, asked_at, answered_at, reaction, reacted_at "
    "FROM people_answer WHERE question = $question"};
constexpr Statement save_answer{
    "save_answer",
    "INSERT INTO people_answer(question, answer, member, asker, thread, asked_at, answered_at, "
    "reaction, reacted_at) VALUES($question, $answer, $member, $asker, $thread, $asked_at, "
    "$answered_at, $reaction, $reacted_at) "
    "ON CONFLICT(question) DO UPDATE SET answer = excluded.answer, member = excluded.member, "
    "asker = excluded.asker, thread = excluded.thread, asked_at = excluded.asked_at, "
    "answered_at = excluded.answered_at, reaction = excluded.reaction, "
    "reacted_at = excluded.reacted_at"};
constexpr Statement find_resolution{
    "find_resolution",
    "SELECT reopened_at FROM people_resolution "
    "WHERE conversation = $conversation AND resolved_at = $resolved_at"};
constexpr Statement save_resolution{
    "save_resolution",
    "INSERT INTO people_resolution(conversation, resolved_at, reopened_at) "
    "VALUES($conversation, $resolved_at, $reopened_at) "
    "ON CONFLICT(conversation, resolved_at) DO UPDATE SET reopened_at = excluded.reopened_at"};
constexpr Statement find_act{"find_act",
                             "SELECT member, person, questions, happened_at FROM people_act "
                             "WHERE kind = $kind AND id = $id"};
constexpr Statement save_act{
    "save_act",
    "INSERT INTO people_act(kind, id, member, person, questions, happened_at) "
    "VALUES($kind, $id, $member, $person, $questions, $happened_at) "
    "ON CONFLICT(kind, id) DO UPDATE SET member = excluded.member, person = excluded.person, "
    "questions = excluded.questions, happened_at = excluded.happened_at"};
constexpr Statement find_membership{"find_membership",
                                    "SELECT department, is_active FROM people_member "
                                    "WHERE member = $member AND since = $since"};
constexpr Statement save_membership{
    "save_membership",
    "INSERT INTO people_member(member, since, department, is_active) "
    "VALUES($member, $since, $department, $is_active) "
    "ON CONFLICT(member, since) DO UPDATE SET department = excluded.department, "
    "is_active = excluded.is_active"};

Result<std::optional<Thread>> ThreadTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_thread, {{"conversation", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Thread>();
  }
  Thread row{.conversation = key, .resolved_since = rows->time(2)};
  unpack<3>(rows->text(0), [&](const PackedEntry<3>& entry) {
    row.open.push_back({{entry[0]}, {entry[1]}, Time{entry[2]}});
  });
  unpack<3>(rows->text(1), [&](const PackedEntry<3>& entry) {
    row.awaiting.push_back({{entry[0]}, {entry[1]}, {entry[2]}});
  });
  return std::optional(std::move(row));
}

void ThreadTable::save(WriteSet& writes, const Thread& row) {
  const std::string open = pack(row.open, [](const Question& each) {
    return PackedEntry<3>{each.message.value, each.asker.value, each.asked_at.microseconds};
  });
  const std::string awaiting = pack(row.awaiting, [](const Awaiting& each) {
    return PackedEntry<3>{each.question.value, each.answer.value, each.asker.value};
  });
  writes.run(save_thread, {{"conversation", row.conversation},
                           {"open_questions", Value::blob(open)},
                           {"awaiting", Value::blob(awaiting)},
                           {"resolved_since", row.resolved_since}});
}

Result<std::optional<Answer>> AnswerTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_answer, {{"question", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Answer>();
  }
  return std::optional(Answer{.question = key,
                              .answer = rows->id_of<MessageId>(0),
                              .member = rows->id_of<MemberId>(1),
                              .asker = rows->id_of<PersonId>(2),
                              .thread = rows->id_of<ConversationId>(3),
                              .asked_at = rows->time(4),
                              .answered_at = rows->time(5),
                              .reaction = rows->enumerator<Reaction>(6),
                              .reacted_at = rows->time(7)});
}

void AnswerTable::save(WriteSet& writes, const Answer& row) {
  writes.run(save_answer, {{"question", row.question},
                           {"answer", row.answer},
                           {"member", row.member},
                           {"asker", row.asker},
                           {"thread", row.thread},
                           {"asked_at", row.asked_at},
                           {"answered_at", row.answered_at},
                           {"reaction", static_cast<int>(row.reaction)},
                           {"reacted_at", row.reacted_at}});
}

Result<std::optional<Resolution>> ResolutionTable::load(Reader& reader, Key key) {
  const auto [conversation, resolved_at] = key;
  const std::optional<std::int64_t> reopened_at = KITH_TRY(reader.number(
      find_resolution, {{"conversation", conversation}, {"resolved_at", resolved_at}}));
  return reopened_at ? std::optional(Resolution{conversation, resolved_at, Time{*reopened_at}})
                     : std::optional<Resolution>();
}

void ResolutionTable::save(WriteSet& writes, const Resolution& row) {
  writes.run(save_resolution, {{"conversation", row.conversation},
                               {"resolved_at", row.resolved_at},
                               {"reopened_at", row.reopened_at}});
}

Result<std::optional<Act>> ActTable::load(Reader& reader, Key key) {
  const auto [kind, id] = key;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_act, {{"kind", kind}, {"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Act>();
  }
  return std::optional(Act{.kind = static_cast<ActKind>(kind),
                           .id = id,
                           .member = rows->id_of<MemberId>(0),
                           .person = rows->id_of<PersonId>(1),
                           .questions = rows->integer(2),
                           .happened_at = rows->time(3)});
}

void ActTable::save(WriteSet& writes, const Act& row) {
  writes.run(save_act, {{"kind", static_cast<int>(row.kind)},
                        {"id", row.id},
                        {"member", row.member},
                        {"person", row.person},
                        {"questions", row.questions},
                        {"happened_at", row.happened_at}});
}

Result<std::optional<Membership>> MembershipTable::load(Reader& reader, Key key) {
  const auto [member, since] = key;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_membership, {{"member", member}, {"since", since}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Membership>();
  }
  return std::optional(Membership{member, since, rows->enumerator<Department>(0), rows->flag(1)});
}

void MembershipTable::save(WriteSet& writes, const Membership& row) {
  writes.run(save_membership, {{"member", row.member},
                               {"since", row.since},
                               {"department", static_cast<int>(row.department)},
                               {"is_active", row.is_active}});
}

}  // namespace kith::people
