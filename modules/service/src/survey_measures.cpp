// SPDX-License-Identifier: Apache-2.0
#include "survey_measures.h"

#include "included.h"
#include "measures.h"
#include "survey.h"

namespace kith::service {

constexpr Statement list_rated{
    "list_rated",
    "SELECT mark, answer, message FROM service_survey "
    "WHERE rated_at >= $from AND rated_at < $to AND rated_at > 0 "
    "AND " KITH_SERVICE_INCLUDED_CONVERSATION("service_survey.conversation") "ORDER BY rated_at, "
    "id"};
constexpr Statement list_asked{
    "list_asked",
    "SELECT message, sent_at, rated_at FROM service_survey "
    "WHERE sent_at >= $from AND sent_at < $to AND sent_at > 0 "
    "AND " KITH_SERVICE_INCLUDED_CONVERSATION("service_survey.conversation") "ORDER BY sent_at, "
    "id"};

Result<std::vector<Observation>> observe_marks(QueryContext& context, Window window) {
  std::vector<Observation> observations;
  const std::unique_ptr<Rows> rows = KITH_TRY(
      context.reader().query(list_rated, {{"from", window.from}, {"to", end_of(context, window)}}));
  while (KITH_TRY(rows->next())) {
    const MessageId answer{rows->integer(1)};
    observations.push_back({.value = rows->integer(0) >= satisfied_mark ? 1 : 0,
                            .message = answer ? answer : MessageId{rows->integer(2)}});
  }
  return observations;
}

Result<std::vector<Observation>> observe_responses(QueryContext& context, Window window) {
  const Time end = end_of(context, window);
  std::vector<Observation> observations;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(list_asked, {{"from", window.from}, {"to", end}}));
  while (KITH_TRY(rows->next())) {
    const Time sent = rows->time(1);
    const Time rated = rows->time(2);
    observations.push_back({.value = rated && rated <= end ? 1 : 0,
                            .message = {rows->integer(0)},
                            .is_censored = end - sent < answer_period});
  }
  return observations;
}

}  // namespace kith::service
