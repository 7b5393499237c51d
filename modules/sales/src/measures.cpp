// SPDX-License-Identifier: Apache-2.0
#include "measures.h"

#include "act.h"

namespace kith::sales {

constexpr Statement list_acts_of_kind{
    "list_acts_of_kind",
    "SELECT sales_act.message FROM sales_act "
    "JOIN kith_person AS part ON part.id = sales_act.person "
    "JOIN kith_person AS whole ON whole.id = part.root "
    "WHERE sales_act.kind = $kind AND sales_act.happened_at >= $from "
    "AND sales_act.happened_at < $to AND whole.is_excluded = 0 "
    "ORDER BY sales_act.happened_at, sales_act.person, sales_act.source"};

namespace {

Result<void> observe(QueryContext& context, Window window, ActKind kind, std::int64_t value,
                     std::vector<Observation>& observations) {
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_acts_of_kind,
      {{"kind", static_cast<int>(kind)}, {"from", window.from}, {"to", window.to}}));
  while (KITH_TRY(rows->next())) {
    observations.push_back({.value = value, .message = {rows->integer(0)}});
  }
  return {};
}

}  // namespace

Result<std::vector<Observation>> observe_exchanges(QueryContext& context, Window window) {
  std::vector<Observation> observations;
  KITH_CHECK(observe(context, window, ActKind::exchange, 1, observations));
  KITH_CHECK(observe(context, window, ActKind::left_unanswered, 0, observations));
  return observations;
}

Result<std::vector<Observation>> observe_promises(QueryContext& context, Window window) {
  std::vector<Observation> observations;
  KITH_CHECK(observe(context, window, ActKind::promise_kept, 1, observations));
  KITH_CHECK(observe(context, window, ActKind::promise_broken, 0, observations));
  return observations;
}

Result<std::vector<Observation>> observe_introductions(QueryContext& context, Window window) {
  std::vector<Observation> observations;
  KITH_CHECK(observe(context, window, ActKind::introduction_given, 1, observations));
  KITH_CHECK(observe(context, window, ActKind::introduction_received, 1, observations));
  return observations;
}

}  // namespace kith::sales
