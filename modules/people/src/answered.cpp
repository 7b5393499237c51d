// SPDX-License-Identifier: Apache-2.0
#include "answered.h"

#include <algorithm>

namespace kith::people {

// 1: the asker said thanks, or the conversation was resolved after the answer and neither opened
// again nor asked in for a week; 2: the asker asked again; 0: nobody can say yet.
#define KITH_PEOPLE_ANSWERED                                                           \
  "SELECT people_answer.question, people_answer.answer, people_answer.member, "        \
  "people_answer.thread, people_answer.answered_at, "                                  \
  "CASE WHEN people_answer.reaction = 1 THEN 1 "                                       \
  "WHEN EXISTS (SELECT 1 FROM people_resolution WHERE people_resolution.conversation " \
  "IN (people_answer.thread, place.root) "                                             \
  "AND people_resolution.resolved_at >= people_answer.answered_at "                    \
  "AND people_resolution.resolved_at <= $settled "                                     \
  "AND (people_resolution.reopened_at = 0 "                                            \
  "OR people_resolution.reopened_at - people_resolution.resolved_at >= $week) "        \
  "AND (people_answer.reaction <> 2 "                                                  \
  "OR people_answer.reacted_at - people_resolution.resolved_at >= $week)) THEN 1 "     \
  "WHEN people_answer.reaction = 2 THEN 2 ELSE 0 END "                                 \
  "FROM people_answer "                                                                \
  "LEFT JOIN kith_conversation AS place ON place.id = people_answer.thread "           \
  "LEFT JOIN kith_person AS writer ON writer.id = people_answer.asker "                \
  "LEFT JOIN kith_person AS whole ON whole.id = writer.root "                          \
  "WHERE coalesce(whole.is_excluded, 0) = 0 AND "
#define KITH_PEOPLE_WINDOW                                                  \
  "people_answer.answered_at >= $from AND people_answer.answered_at < $to " \
  "ORDER BY people_answer.answered_at DESC, people_answer.question DESC LIMIT $most"

constexpr Statement list_answers{"list_answers", KITH_PEOPLE_ANSWERED KITH_PEOPLE_WINDOW};
constexpr Statement list_answers_of_member{
    "list_answers_of_member",
    KITH_PEOPLE_ANSWERED "people_answer.member = $member AND " KITH_PEOPLE_WINDOW};
constexpr Statement show_answer{"show_answer",
                                KITH_PEOPLE_ANSWERED "people_answer.question = $question"};

#undef KITH_PEOPLE_ANSWERED
#undef KITH_PEOPLE_WINDOW

constexpr Statement list_acts{
    "list_acts",
    "SELECT people_act.kind, people_act.id, people_act.member, people_act.person, "
    "people_act.questions, people_act.happened_at FROM people_act "
    "LEFT JOIN kith_person AS writer ON writer.id = people_act.person "
    "LEFT JOIN kith_person AS whole ON whole.id = writer.root "
    "WHERE coalesce(whole.is_excluded, 0) = 0 "
    "AND people_act.happened_at >= $from AND people_act.happened_at < $to "
    "ORDER BY people_act.happened_at DESC, people_act.kind DESC, people_act.id DESC LIMIT $most"};
constexpr Statement list_memberships{"list_memberships",
                                     "SELECT member, since, department, is_active "
                                     "FROM people_member ORDER BY member, since"};

namespace {

Answered answered_of(const Rows& rows) {
  return {.question = rows.id_of<MessageId>(0),
          .answer = rows.id_of<MessageId>(1),
          .member = rows.id_of<MemberId>(2),
          .thread = rows.id_of<ConversationId>(3),
          .answered_at = rows.time(4),
          .verdict = rows.enumerator<Verdict>(5)};
}

}  // namespace

Result<std::vector<Answered>> load_answers(QueryContext& context, Window window,
                                           std::optional<MemberId> member) {
  std::vector<Parameter> parameters{{"settled", context.now() - settles_after},
                                    {"week", settles_after.count()},
                                    {"from", window.from},
                                    {"to", window.to},
                                    {"most", most_answers}};
  if (member) {
    parameters.push_back({"member", *member});
  }
  std::vector<Answered> answers;
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      member ? list_answers_of_member : list_answers, std::span<const Parameter>(parameters)));
  while (KITH_TRY(rows->next())) {
    answers.push_back(answered_of(*rows));
  }
  return answers;
}

Result<std::optional<Answered>> load_answered(QueryContext& context, MessageId question) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(show_answer, {{"settled", context.now() - settles_after},
                                                    {"week", settles_after.count()},
                                                    {"question", question}}));
  return KITH_TRY(rows->next()) ? std::optional(answered_of(*rows)) : std::optional<Answered>();
}

Result<std::vector<Act>> load_acts(QueryContext& context, Window window) {
  std::vector<Act> acts;
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_acts, {{"from", window.from}, {"to", window.to}, {"most", most_acts}}));
  while (KITH_TRY(rows->next())) {
    acts.push_back({.kind = rows->enumerator<ActKind>(0),
                    .id = rows->integer(1),
                    .member = rows->id_of<MemberId>(2),
                    .person = rows->id_of<PersonId>(3),
                    .questions = rows->integer(4),
                    .happened_at = rows->time(5)});
  }
  return acts;
}

Result<Memberships> Memberships::load(Reader& reader) {
  Memberships memberships;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_memberships));
  while (KITH_TRY(rows->next())) {
    const auto member = rows->id_of<MemberId>(0);
    memberships.by_member_[member].push_back(
        {member, rows->time(1), rows->enumerator<Department>(2), rows->flag(3)});
  }
  return memberships;
}

Department Memberships::department_at(MemberId member, Time at) const {
  const auto found = by_member_.find(member);
  if (found == by_member_.end()) {
    return Department::none;
  }
  const std::vector<Membership>& known = found->second;
  const auto later = std::ranges::upper_bound(known, at, {}, &Membership::since);
  return later == known.begin() ? known.front().department : std::prev(later)->department;
}

const Membership* Memberships::latest(MemberId member) const {
  const auto found = by_member_.find(member);
  return found == by_member_.end() ? nullptr : &found->second.back();
}

std::vector<Membership> Memberships::all() const {
  std::vector<Membership> everybody;
  for (const auto& [member, known] : by_member_) {
    everybody.push_back(known.back());
  }
  return everybody;
}

}  // namespace kith::people
