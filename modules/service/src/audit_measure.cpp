// SPDX-License-Identifier: Apache-2.0
#include "audit_measure.h"

#include "audit.h"
#include "included.h"
#include "measures.h"

namespace kith::service {

// What was edited into a question is among the questions. Direction 1 is ours, delivery 3 sent;
// what was imported has a delivery of 0.
constexpr Statement list_audited{
    "list_audited",
    "SELECT service_audit.message, service_audit.asked_at, service_audit.verdict, "
    "service_audit.judged_at, (SELECT min(reply.posted_at) FROM kith_message AS reply "
    "WHERE reply.thread = service_audit.thread AND reply.id > service_audit.message "
    "AND reply.conversation > 0 AND reply.direction = 1 AND reply.member > 0 AND reply.delivery IN "
    "(0, 3)) "
    "FROM service_audit WHERE service_audit.asked_at >= $from AND service_audit.asked_at < $to "
    "AND NOT EXISTS (SELECT 1 FROM service_ask WHERE service_ask.message = service_audit.message) "
    "AND " KITH_SERVICE_INCLUDED_CONVERSATION(
        "service_audit.thread") "ORDER BY service_audit.asked_at, service_audit.message"};

Result<void> observe_missed(QueryContext& context, Window window,
                            std::vector<Observation>& observations) {
  const Time end = end_of(context, window);
  std::int64_t drawn = 0;
  std::int64_t judged = 0;
  std::vector<Observation> missed;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(list_audited, {{"from", window.from}, {"to", end}}));
  while (KITH_TRY(rows->next())) {
    const auto verdict = rows->enumerator<Verdict>(2);
    const bool is_judged = verdict != Verdict::open && rows->time(3) <= end;
    ++drawn;
    judged += is_judged ? 1 : 0;
    if (is_judged && verdict == Verdict::missed) {
      const Time asked = rows->time(1);
      const Time answered = rows->time(4);
      const bool is_answered = answered && answered <= end && answered - asked <= answer_within;
      missed.push_back({.value = is_answered ? 1 : 0,
                        .message = {rows->integer(0)},
                        .is_censored = !is_answered && end - asked < answer_within});
    }
  }
  const std::int64_t each_stands_for = judged == 0 ? 0 : messages_to_an_audit * drawn / judged;
  for (const Observation& each : missed) {
    observations.insert(observations.end(), static_cast<std::size_t>(each_stands_for), each);
  }
  return {};
}

}  // namespace kith::service
