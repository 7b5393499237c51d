// SPDX-License-Identifier: Apache-2.0
#include "measures.h"

#include <algorithm>

namespace kith::product {

constexpr Statement list_asker_outcomes{
    "list_asker_outcomes",
    "SELECT max(product_evidence.message), min(product_told.told_at) FROM product_request AS whole "
    "JOIN product_request AS part ON part.root = whole.id "
    "JOIN product_evidence ON product_evidence.request = part.id "
    "JOIN kith_person AS asker ON asker.id = product_evidence.person "
    "JOIN kith_person AS person ON person.id = asker.root "
    "JOIN product_request AS told_part ON told_part.root = whole.id "
    "LEFT JOIN product_told ON product_told.request = told_part.id "
    "AND product_told.person = product_evidence.person "
    "WHERE whole.shipped_at >= $from AND whole.shipped_at < $to AND whole.shipped_at > 0 "
    "AND whole.root = whole.id AND person.is_excluded = 0 "
    "GROUP BY whole.shipped_at, whole.id, person.id "
    "ORDER BY whole.shipped_at, whole.id, person.id"};

Result<std::vector<Observation>> observe_told(QueryContext& context, Window window) {
  const Time end = std::min(window.to, context.now());
  std::vector<Observation> observations;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(list_asker_outcomes, {{"from", window.from}, {"to", end}}));
  while (KITH_TRY(rows->next())) {
    const Time told = rows->time(1);
    observations.push_back({.value = told && told <= end ? 1 : 0, .message = {rows->integer(0)}});
  }
  return observations;
}

}  // namespace kith::product
