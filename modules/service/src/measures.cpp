// SPDX-License-Identifier: Apache-2.0
#include "measures.h"

#include <algorithm>

#include "audit_measure.h"
#include "calendar_store.h"
#include "case_store.h"
#include "clocks.h"
#include "included.h"

namespace kith::service {

// An opening that was taken over in a merge is counted with the conversation that it is from.
constexpr Statement list_openings{
    "list_openings",
    "SELECT conversation, opened_message, opened_at, first_reply_at, "
    "first_reply_business_minutes, paused_since, pauses FROM service_case "
    "WHERE opened_at >= $from AND opened_at < $to AND opened_at > 0 "
    "AND opened_thread = conversation AND " KITH_SERVICE_INCLUDED_CONVERSATION(
        "service_case.conversation") "ORDER BY opened_at, conversation"};
constexpr Statement list_resolutions{
    "list_resolutions",
    "SELECT conversation, opened_message, opened_at, resolved_at, "
    "resolution_business_minutes, paused_since, pauses FROM service_case "
    "WHERE opened_at >= $from AND opened_at < $to AND opened_at > 0 "
    "AND merged_into = 0 AND is_history = 0 AND " KITH_SERVICE_INCLUDED_CONVERSATION(
        "service_case.conversation") "ORDER BY opened_at, conversation"};
// The view's conversation is asked for only so that each table behind the view gives a column:
// of one that gives its key alone, SQLite tells the authorizer as if it had been named here.
constexpr Statement list_asks{
    "list_asks",
    "SELECT message, asked_at, answered_at FROM service_ask "
    "WHERE asked_at >= $from AND asked_at < $to AND state <> 3 "
    "AND " KITH_SERVICE_INCLUDED("kith_message",
                                 "kith_message.id = service_ask.message AND "
                                 "kith_message.conversation > 0") "ORDER BY asked_at, message"};

namespace {

/// One observation of a clock that runs from the opening to the moment in column 3 of `rows`.
Result<Observation> observe_clock(Reader& reader, const Calendar& calendar, const Rows& rows,
                                  Time end) {
  const Time opened = rows.time(2);
  const Time happened = rows.time(3);
  const Time paused_since = rows.time(5);
  Observation observation{.message = {rows.integer(1)}, .is_censored = !happened || happened > end};
  if (!observation.is_censored && !rows.is_null(4)) {
    observation.value = rows.integer(4);
    return observation;
  }
  Time until = observation.is_censored ? end : happened;
  until = paused_since ? std::min(until, paused_since) : until;
  std::vector<Pause> pauses;
  if (rows.integer(6) > 0) {
    pauses = KITH_TRY(load_pauses(reader, {rows.integer(0)}, rows.integer(6)));
  }
  observation.value = whole_minutes(running_time(&calendar, opened, until, pauses));
  return observation;
}

Result<std::vector<Observation>> observe_clocks(QueryContext& context, const Statement& statement,
                                                Window window) {
  const Calendar calendar = KITH_TRY(load_calendar(context.reader()));
  const Time end = end_of(context, window);
  std::vector<Observation> observations;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(statement, {{"from", window.from}, {"to", end}}));
  while (KITH_TRY(rows->next())) {
    observations.push_back(KITH_TRY(observe_clock(context.reader(), calendar, *rows, end)));
  }
  return observations;
}

}  // namespace

Result<std::vector<Observation>> observe_first_replies(QueryContext& context, Window window) {
  return observe_clocks(context, list_openings, window);
}

Result<std::vector<Observation>> observe_resolutions(QueryContext& context, Window window) {
  return observe_clocks(context, list_resolutions, window);
}

Result<std::vector<Observation>> observe_coverage(QueryContext& context, Window window) {
  const Time end = end_of(context, window);
  std::vector<Observation> observations;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(list_asks, {{"from", window.from}, {"to", end}}));
  while (KITH_TRY(rows->next())) {
    const Time asked = rows->time(1);
    const Time answered = rows->time(2);
    const bool is_answered = answered && answered <= end && answered - asked <= answer_within;
    observations.push_back({.value = is_answered ? 1 : 0,
                            .message = {rows->integer(0)},
                            .is_censored = !is_answered && end - asked < answer_within});
  }
  KITH_CHECK(observe_missed(context, window, observations));
  return observations;
}

}  // namespace kith::service
