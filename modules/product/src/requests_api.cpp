// SPDX-License-Identifier: Apache-2.0
#include "requests_api.h"

#include <limits>

#include <kith/page_cursor.h>

namespace kith::product {

constexpr Statement list_newest{
    "list_newest", KITH_PRODUCT_REQUEST_VIEW
    "product_standing.state = $state AND product_standing.request < $id "
    "ORDER BY product_standing.request DESC LIMIT $rows"};
constexpr Statement list_most_asked{
    "list_most_asked", KITH_PRODUCT_REQUEST_VIEW
    "product_standing.state = $state AND "
    "(product_standing.asked, product_standing.request) < ($key, $id) "
    "ORDER BY product_standing.asked DESC, product_standing.request DESC LIMIT $rows"};
constexpr Statement list_part_ids{
    "list_part_ids",
    "SELECT id FROM product_request WHERE root = $request AND id <> $request ORDER BY id"};

namespace {

constexpr std::int32_t shown_evidence = 20;
constexpr std::int64_t end_of_ids = std::numeric_limits<std::int64_t>::max();

/// Where a list that descends goes on: behind its cursor, or at its beginning.
Result<PagePlace> place_behind(const std::string& list, const std::optional<std::string>& cursor) {
  return cursor ? open_page_cursor(list, *cursor) : Result<PagePlace>({end_of_ids, end_of_ids});
}

}  // namespace

Result<Page<RequestView>> list_requests(QueryContext& context, const ListRequests& input) {
  const bool by_asked = input.order == RequestOrder::most_asked;
  const std::string list = "product.requests " + std::to_string(static_cast<int>(input.state)) +
                           (by_asked ? " most_asked" : " newest");
  const PagePlace after = KITH_TRY(place_behind(list, input.cursor));
  std::vector<Parameter> parameters{
      {"state", static_cast<int>(input.state)}, {"id", after.id}, {"rows", input.limit + 1}};
  if (by_asked) {
    parameters.push_back({"key", after.key});
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      by_asked ? list_most_asked : list_newest, std::span<const Parameter>(parameters)));
  return read_page<RequestView>(
      *rows, input.limit, list, [](const Rows& row) { return view_of(row); },
      [&](const RequestView& view) { return PagePlace{by_asked ? view.asked : 0, view.id.value}; });
}

Result<RequestDetail> get_request(QueryContext& context, const OneRequest& input) {
  Reader& reader = context.reader();
  RequestDetail detail{.request = KITH_TRY(view_request(reader, input.request_id)),
                       .askers = KITH_TRY(count_askers(reader, input.request_id)),
                       .reply = KITH_TRY(load_request(reader, input.request_id)).reply};
  detail.revision = detail.request.revision;
  std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_part_ids, {{"request", input.request_id}}));
  while (KITH_TRY(rows->next())) {
    detail.parts.push_back({rows->integer(0)});
  }
  rows = KITH_TRY(query_evidence(reader, input.request_id, end_of_ids, shown_evidence));
  while (KITH_TRY(rows->next())) {
    detail.evidence.push_back(evidence_view_of(*rows));
  }
  return detail;
}

Result<Page<EvidenceView>> list_evidence(QueryContext& context, const ListEvidence& input) {
  KITH_TRY(load_request(context.reader(), input.request_id));
  const std::string list = "product.evidence " + std::to_string(input.request_id.value);
  const PagePlace after = KITH_TRY(place_behind(list, input.cursor));
  const std::unique_ptr<Rows> rows =
      KITH_TRY(query_evidence(context.reader(), input.request_id, after.id, input.limit + 1));
  return read_page<EvidenceView>(
      *rows, input.limit, list, [](const Rows& row) { return evidence_view_of(row); },
      [](const EvidenceView& view) { return PagePlace{0, view.message_id.value}; });
}

}  // namespace kith::product
