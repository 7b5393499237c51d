// SPDX-License-Identifier: Apache-2.0
#include "facets.h"

#include "optional_of.h"

namespace kith::product {

#define KITH_PRODUCT_WHOLE                                              \
  "JOIN product_request AS part ON part.id = product_evidence.request " \
  "JOIN product_request AS whole ON whole.id = part.root "

constexpr Statement list_requests_of_message{
    "list_requests_of_message",
    "SELECT DISTINCT whole.id, whole.title, whole.state FROM product_evidence " KITH_PRODUCT_WHOLE
    "WHERE product_evidence.message = $message ORDER BY whole.id DESC LIMIT $rows"};
constexpr Statement list_requests_of_person{
    "list_requests_of_person",
    "SELECT whole.id, whole.title, whole.state, max(coalesce(product_told.told_at, 0)) "
    "FROM product_evidence " KITH_PRODUCT_WHOLE
    "JOIN kith_person AS asker ON asker.id = product_evidence.person "
    "JOIN product_request AS told_part ON told_part.root = whole.id "
    "LEFT JOIN product_told ON product_told.request = told_part.id "
    "AND product_told.person = product_evidence.person "
    "WHERE product_evidence.person IN (SELECT same.id FROM kith_person AS named "
    "JOIN kith_person AS same ON same.root = named.root AND same.root <> same.id "
    "WHERE named.id = $person UNION ALL SELECT named.root FROM kith_person AS named "
    "WHERE named.id = $person) AND asker.root > 0 "
    "GROUP BY whole.id, whole.title, whole.state ORDER BY whole.id DESC LIMIT $rows"};
constexpr Statement list_requests_of_conversation{
    "list_requests_of_conversation",
    "SELECT DISTINCT whole.id, whole.title, whole.state FROM product_evidence " KITH_PRODUCT_WHOLE
    "WHERE product_evidence.thread IN (SELECT $conversation UNION ALL "
    "SELECT id FROM kith_conversation WHERE root = $conversation AND root <> id)"
    " ORDER BY whole.id DESC LIMIT $rows"};
constexpr Statement count_open_wishes{
    "count_open_wishes",
    "SELECT count(*) FROM product_wish WHERE state < 2 AND thread IN "
    "(SELECT $conversation UNION ALL "
    "SELECT id FROM kith_conversation WHERE root = $conversation AND root <> id)"};

#undef KITH_PRODUCT_WHOLE

namespace {

constexpr std::int64_t most_requests = 20;
constexpr const char* nothing_to_say = "Product has nothing to say of it.";

std::string link_to(RequestId request) {
  return "/api/v1/product/requests/" + std::to_string(request.value);
}

Result<std::vector<RequestOfMessage>> load_requests(Rows& rows) {
  std::vector<RequestOfMessage> found;
  while (KITH_TRY(rows.next())) {
    found.push_back({{rows.integer(0)}, rows.string(1), rows.enumerator<RequestState>(2)});
  }
  return found;
}

template <class Requests>
std::vector<std::string> links_of(const Requests& requests) {
  std::vector<std::string> links;
  for (const auto& each : requests) {
    links.push_back(link_to(each.request_id));
  }
  return links;
}

}  // namespace

Result<MessageFacet> message_facet(QueryContext& context, MessageId message) {
  Reader& reader = context.reader();
  const std::unique_ptr<Rows> rows = KITH_TRY(
      reader.query(list_requests_of_message, {{"message", message}, {"rows", most_requests}}));
  MessageFacet facet{.evidence_of = KITH_TRY(load_requests(*rows))};
  facet.links = links_of(facet.evidence_of);
  const std::optional<Wish> wish = KITH_TRY(WishTable::load(reader, message));
  if (facet.evidence_of.empty() && (!wish || wish->state() == WishState::dismissed)) {
    return nothing(nothing_to_say);
  }
  if (wish) {
    facet.wish = wish->state();
    if (wish->state() == WishState::suggested) {
      facet.like_request_id = wish->request;
      facet.likeness = wish->likeness;
      facet.links.push_back(link_to(wish->request));
    }
    facet.links.push_back("/api/v1/product/requests/similar?message_id=" +
                          std::to_string(message.value));
  }
  return facet;
}

Result<PersonFacet> person_facet(QueryContext& context, PersonId person) {
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_requests_of_person, {{"person", person}, {"rows", most_requests}}));
  PersonFacet facet;
  while (KITH_TRY(rows->next())) {
    facet.asked_for.push_back({{rows->integer(0)},
                               rows->string(1),
                               rows->enumerator<RequestState>(2),
                               unless_none(rows->time(3))});
    const RequestOfPerson& request = facet.asked_for.back();
    facet.untold += request.state == RequestState::shipped && !request.told_at ? 1 : 0;
  }
  if (facet.asked_for.empty()) {
    return nothing(nothing_to_say);
  }
  facet.links = links_of(facet.asked_for);
  return facet;
}

Result<ConversationFacet> conversation_facet(QueryContext& context, ConversationId conversation) {
  Reader& reader = context.reader();
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(
      list_requests_of_conversation, {{"conversation", conversation}, {"rows", most_requests}}));
  ConversationFacet facet{.requests = KITH_TRY(load_requests(*rows))};
  facet.open_wishes =
      KITH_TRY(reader.number(count_open_wishes, {{"conversation", conversation}})).value_or(0);
  if (facet.requests.empty() && facet.open_wishes == 0) {
    return nothing(nothing_to_say);
  }
  facet.links = links_of(facet.requests);
  return facet;
}

}  // namespace kith::product
