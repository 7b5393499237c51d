// SPDX-License-Identifier: Apache-2.0
#include "standing.h"

#include "folds.h"

namespace kith::product {

constexpr Statement add_standing{
    "add_standing",
    "INSERT INTO product_standing(request, root, state, evidence, asked, told) "
    "VALUES($request, $request, 0, 0, 0, 0)"};
constexpr Statement set_state{
    "set_state", "UPDATE product_standing SET state = $state WHERE request = $request"};
constexpr Statement join_standings{"join_standings",
                                   "UPDATE product_standing SET root = $into WHERE root = $from"};
constexpr Statement set_root{"set_root",
                             "UPDATE product_standing SET root = $root WHERE request = $request"};

// What the parts of the whole that a row stands for have of a table, under the name that follows.
#define KITH_PRODUCT_OF_PARTS(table, name)                            \
  "FROM product_standing AS part JOIN " table " AS " name " ON " name \
  ".request = part.request WHERE part.root = product_standing.request"
constexpr Statement recount_standing{
    "recount_standing",
    "UPDATE product_standing SET "
    "evidence = (SELECT coalesce(sum(asker.evidence), 0) " KITH_PRODUCT_OF_PARTS(
        "product_asker", "asker") "), "
    "asked = (SELECT count(DISTINCT asker.person) " KITH_PRODUCT_OF_PARTS(
        "product_asker", "asker") "), "
    "told = (SELECT count(DISTINCT told.person) " KITH_PRODUCT_OF_PARTS(
        "product_told", "told") " AND told.person IN (SELECT asker.person FROM "
    "product_standing AS own JOIN product_asker AS asker ON asker.request = own.request "
    "WHERE own.root = product_standing.request)) "
    "WHERE request = (SELECT named.root FROM product_standing AS named "
    "WHERE named.request = $request)"};
#undef KITH_PRODUCT_OF_PARTS

constexpr Statement count_asker{
    "count_asker",
    "INSERT INTO product_asker(request, person, evidence) VALUES($request, $person, 1) "
    "ON CONFLICT(request, person) DO UPDATE SET evidence = product_asker.evidence + 1"};
constexpr Statement discount_asker{"discount_asker",
                                   "UPDATE product_asker SET evidence = evidence - 1 "
                                   "WHERE request = $request AND person = $person"};
constexpr Statement remove_asker{"remove_asker",
                                 "DELETE FROM product_asker WHERE request = $request "
                                 "AND person = $person AND evidence < 1"};
constexpr Statement add_told{
    "add_told",
    "INSERT INTO product_told(request, person, told_at, message) "
    "VALUES($request, $person, $told_at, $message) ON CONFLICT DO NOTHING"};

namespace {

void change_state(ApplyContext& context, RequestId request, RequestState state) {
  context.run(set_state, {{"request", request}, {"state", static_cast<int>(state)}});
}

}  // namespace

void recount(ApplyContext& context, RequestId request) {
  context.run(recount_standing, {{"request", request}});
}

Result<void> fold_heard(ApplyContext& context, const Event<RequestHeard>& event) {
  context.run(add_standing, {{"request", event.body.request_id}});
  return {};
}

Result<void> fold_decision(ApplyContext& context, const Event<RequestDecided>& event) {
  change_state(context, event.body.request_id, event.body.state);
  return {};
}

Result<void> fold_shipment(ApplyContext& context, const Event<RequestShipped>& event) {
  change_state(context, event.body.request_id, RequestState::shipped);
  return {};
}

Result<void> fold_merge(ApplyContext& context, const Event<RequestMerged>& event) {
  const RequestMerged& body = event.body;
  context.run(join_standings, {{"from", body.from_id}, {"into", body.into_id}});
  change_state(context, body.from_id, RequestState::merged);
  recount(context, body.into_id);
  return {};
}

Result<void> fold_unmerge(ApplyContext& context, const Event<RequestUnmerged>& event) {
  const RequestUnmerged& body = event.body;
  for (const RequestId part : body.parts) {
    context.run(set_root, {{"request", part}, {"root", body.from_id}});
  }
  change_state(context, body.from_id, body.state);
  recount(context, body.from_id);
  recount(context, body.into_id);
  return {};
}

Result<void> fold_told(ApplyContext& context, const Event<AskerTold>& event) {
  const AskerTold& body = event.body;
  context.run(add_told, {{"request", body.request_id},
                         {"person", body.person_id},
                         {"told_at", event.head.occurred_at},
                         {"message", body.message_id}});
  recount(context, body.request_id);
  return {};
}

}  // namespace kith::product
