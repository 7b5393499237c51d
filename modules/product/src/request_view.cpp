// SPDX-License-Identifier: Apache-2.0
#include "request_view.h"

#include <algorithm>

#include "draft.h"
#include "optional_of.h"

namespace kith::product {

constexpr Statement show_request{"show_request",
                                 KITH_PRODUCT_REQUEST_VIEW "product_standing.request = $request"};

// Persons as they are after merges, of a request and its parts.
#define KITH_PRODUCT_ASKERS                                          \
  "FROM product_request AS part "                                    \
  "JOIN product_evidence ON product_evidence.request = part.id "     \
  "JOIN kith_person AS asker ON asker.id = product_evidence.person " \
  "JOIN kith_person AS whole ON whole.id = asker.root "              \
  "WHERE part.root = $request AND whole.is_excluded = 0 "
constexpr Statement list_askers{
    "list_askers", "SELECT whole.organisation, count(DISTINCT whole.id) " KITH_PRODUCT_ASKERS
                   "GROUP BY whole.organisation"};
constexpr Statement count_told{
    "count_told", "SELECT count(DISTINCT whole.id) " KITH_PRODUCT_ASKERS
                  "AND EXISTS (SELECT 1 FROM product_standing AS own "
                  "JOIN product_told ON product_told.request = own.request "
                  "WHERE own.root = $request AND product_told.person = product_evidence.person)"};
#undef KITH_PRODUCT_ASKERS

constexpr Statement count_drafted{
    "count_drafted",
    "SELECT count(*) FROM product_draft WHERE request = $request AND state = $state"};

RequestView view_of(const Rows& rows) {
  Request row = request_of(rows);
  return {.id = row.id,
          .title = std::move(row.title),
          .description = std::move(row.description),
          .state = rows.enumerator<RequestState>(request_columns),
          .owner_id = unless_none(row.owner),
          .reason = std::move(row.reason),
          .merged_into = unless_none(row.merged_into),
          .evidence = rows.integer(request_columns + 1),
          .asked = rows.integer(request_columns + 2),
          .told = rows.integer(request_columns + 3),
          .created_at = row.created_at,
          .created_by = unless_none(row.created_by),
          .decided_at = unless_none(row.decided_at),
          .shipped_at = unless_none(row.shipped_at),
          .revision = row.revision};
}

Result<RequestView> view_request(Reader& reader, RequestId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(show_request, {{"request", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such request.");
  }
  return view_of(*rows);
}

Result<Askers> count_askers(Reader& reader, RequestId id) {
  Askers askers;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_askers, {{"request", id}}));
  while (KITH_TRY(rows->next())) {
    askers.persons += rows->integer(1);
    if (rows->integer(0) != 0) {
      ++askers.organisations;
      askers.of_largest_organisation = std::max(askers.of_largest_organisation, rows->integer(1));
    }
  }
  askers.told = KITH_TRY(reader.number(count_told, {{"request", id}})).value_or(0);
  askers.drafted =
      KITH_TRY(reader.number(count_drafted,
                             {{"request", id}, {"state", static_cast<int>(DraftState::open)}}))
          .value_or(0);
  return askers;
}

}  // namespace kith::product
