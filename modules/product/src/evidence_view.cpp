// SPDX-License-Identifier: Apache-2.0
#include "evidence_view.h"

#include "optional_of.h"

namespace kith::product {

constexpr Statement list_evidence_rows{
    "list_evidence_rows",
    "SELECT product_evidence.message, product_evidence.request, kith_message.conversation, "
    "whole.id, product_evidence.revision, kith_message.revision, product_evidence.first, "
    "product_evidence.length, kith_message.text, kith_message.posted_at, "
    "product_evidence.added_by, product_evidence.added_at, whole.erased_at "
    "FROM product_request AS part "
    "JOIN product_evidence ON product_evidence.request = part.id "
    "JOIN kith_message ON kith_message.id = product_evidence.message "
    "LEFT JOIN kith_person AS asker ON asker.id = product_evidence.person "
    "LEFT JOIN kith_person AS whole ON whole.id = asker.root "
    "WHERE part.root = $request AND product_evidence.message < $before "
    "ORDER BY product_evidence.message DESC, product_evidence.request LIMIT $rows"};

Result<std::unique_ptr<Rows>> query_evidence(Reader& reader, RequestId request, std::int64_t before,
                                             std::int64_t most) {
  return reader.query(list_evidence_rows,
                      {{"request", request}, {"before", before}, {"rows", most}});
}

EvidenceView evidence_view_of(const Rows& rows) {
  const bool is_edited = rows.integer(4) != rows.integer(5);
  const std::string_view text = rows.integer(12) == 0 ? rows.text(8) : std::string_view();
  return {.message_id = {rows.integer(0)},
          .request_id = {rows.integer(1)},
          .conversation_id = unless_none(ConversationId{rows.integer(2)}),
          .person_id = unless_none(PersonId{rows.integer(3)}),
          .quote = quote_now(text, {rows.integer(6), rows.integer(7)}, is_edited),
          .is_gone = text.empty(),
          .is_edited = is_edited && !text.empty(),
          .posted_at = unless_none(rows.time(9)),
          .added_by = unless_none(MemberId{rows.integer(10)}),
          .added_at = rows.time(11)};
}

std::optional<std::string> quote_now(std::string_view text, Place place, bool is_edited) {
  return text.empty() ? std::nullopt : std::optional(quote_of(text, is_edited ? Place{} : place));
}

}  // namespace kith::product
