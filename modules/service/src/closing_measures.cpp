// SPDX-License-Identifier: Apache-2.0
#include "closing_measures.h"

#include <algorithm>
#include <unordered_map>

#include "included.h"
#include "measures.h"

namespace kith::service {

constexpr Statement list_closings{
    "list_closings",
    "SELECT service_closing.message, service_closing.closed_at, service_closing.reopened_at, "
    "service_closing.returned_at, coalesce(kith_person.root, 0) FROM service_closing "
    "LEFT JOIN kith_conversation ON kith_conversation.id = service_closing.conversation "
    "LEFT JOIN kith_person ON kith_person.id = kith_conversation.person "
    "WHERE service_closing.closed_at >= $from AND service_closing.closed_at < $to "
    "AND " KITH_SERVICE_INCLUDED_CONVERSATION(
        "service_closing.conversation") "ORDER BY service_closing.closed_at, "
                                        "service_closing.conversation"};
// Whose question it is, the thread's opener says. One that was withdrawn (3) is none.
constexpr Statement list_questions_of_persons{
    "list_questions_of_persons",
    "SELECT kith_person.root, service_ask.asked_at FROM service_ask "
    "JOIN kith_conversation ON kith_conversation.id = service_ask.thread "
    "JOIN kith_person ON kith_person.id = kith_conversation.person "
    "WHERE service_ask.asked_at >= $from AND service_ask.asked_at < $to "
    "AND service_ask.state <> 3 ORDER BY service_ask.asked_at"};
constexpr Statement list_new_cases{
    "list_new_cases",
    "SELECT opened_message FROM service_case "
    "WHERE opened_at >= $from AND opened_at < $to AND opened_at > 0 AND is_history = 0 "
    "AND opened_thread = conversation AND " KITH_SERVICE_INCLUDED_CONVERSATION(
        "service_case.conversation") "ORDER BY opened_at, conversation"};
constexpr Statement list_returns{
    "list_returns",
    "SELECT returned_by FROM service_closing "
    "WHERE returned_at >= $from AND returned_at < $to AND returned_at > 0 "
    "AND " KITH_SERVICE_INCLUDED_CONVERSATION(
        "service_closing.conversation") "ORDER BY returned_at, returned_by"};
constexpr Statement list_late{
    "list_late",
    "SELECT message FROM service_late WHERE ended_at > $to AND started_at <= $to "
    "AND " KITH_SERVICE_INCLUDED_CONVERSATION(
        "service_late.conversation") "ORDER BY ended_at, conversation"};

// What was due and not done, and no timer has told yet.
constexpr Statement list_due{
    "list_due",
    "SELECT opened_message FROM service_case WHERE state IN (1, 2) AND due_at > 0 "
    "AND due_at <= $to AND reply_is_late = 0 AND resolution_missed = 0 "
    "AND " KITH_SERVICE_INCLUDED_CONVERSATION("service_case.conversation") "ORDER BY "
                                                                           "opened_message"};

namespace {

/// How long what was done has to hold.
constexpr Duration holding_period = std::chrono::days(7);

/// When each person asked something, ascending; a person by what they are part of now.
using Questions = std::unordered_map<std::int64_t, std::vector<Time>>;

Result<Questions> questions_in(Reader& reader, Window window) {
  Questions questions;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_questions_of_persons, {{"from", window.from}, {"to", window.to}}));
  while (KITH_TRY(rows->next())) {
    questions[rows->integer(0)].push_back(rows->time(1));
  }
  return questions;
}

bool is_within_period(Time closed, Time happened) {
  return happened > closed && happened - closed <= holding_period;
}

bool asks_within_period(const Questions& questions, std::int64_t person, Time closed) {
  const auto known = questions.find(person);
  if (person == 0 || known == questions.end()) {
    return false;
  }
  const auto next = std::ranges::upper_bound(known->second, closed);
  return next != known->second.end() && is_within_period(closed, *next);
}

/// One observation for each row of a statement whose first column is the message.
Result<void> count_messages(QueryContext& context, const Statement& statement,
                            Parameters parameters, std::vector<Observation>& observations) {
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(statement, parameters));
  while (KITH_TRY(rows->next())) {
    const MessageId message{rows->integer(0)};
    // A case that was opened again and resolved before its person came back has two such rows.
    if (observations.empty() || observations.back().message != message) {
      observations.push_back({.value = 1, .message = message});
    }
  }
  return {};
}

}  // namespace

Result<std::vector<Observation>> observe_held(QueryContext& context, Window window) {
  const Time end = end_of(context, window);
  const Questions questions = KITH_TRY(questions_in(context.reader(), {window.from, end}));
  std::vector<Observation> observations;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(list_closings, {{"from", window.from}, {"to", end}}));
  while (KITH_TRY(rows->next())) {
    const Time closed = rows->time(1);
    const bool came_back = is_within_period(closed, rows->time(2)) ||
                           is_within_period(closed, rows->time(3)) ||
                           asks_within_period(questions, rows->integer(4), closed);
    observations.push_back({.value = came_back ? 0 : 1,
                            .message = {rows->integer(0)},
                            .is_censored = end - closed < holding_period});
  }
  return observations;
}

Result<std::vector<Observation>> observe_inflow(QueryContext& context, Window window) {
  const Time end = end_of(context, window);
  std::vector<Observation> observations;
  for (const Statement* statement : {&list_new_cases, &list_returns}) {
    KITH_CHECK(
        count_messages(context, *statement, {{"from", window.from}, {"to", end}}, observations));
  }
  return observations;
}

Result<std::vector<Observation>> observe_past_due(QueryContext& context, Window window) {
  std::vector<Observation> observations;
  for (const Statement* statement : {&list_late, &list_due}) {
    KITH_CHECK(
        count_messages(context, *statement, {{"to", end_of(context, window)}}, observations));
  }
  return observations;
}

}  // namespace kith::service
