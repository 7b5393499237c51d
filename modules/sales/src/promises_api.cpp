// SPDX-License-Identifier: Apache-2.0
#include "promises_api.h"

#include <algorithm>

#include <kith/page_cursor.h>
#include <kith/wanted_member.h>

namespace kith::sales {

#define KITH_SALES_PROMISE                                                           \
  "SELECT kith_promise.id, kith_promise.conversation, whole.id, whole.name, "        \
  "kith_promise.owner, kith_promise.due_at, kith_promise.message FROM kith_promise " \
  "LEFT JOIN kith_person AS part ON part.id = kith_promise.person "                  \
  "LEFT JOIN kith_person AS whole ON whole.id = part.root "
#define KITH_SALES_DUE                                        \
  "kith_promise.state = 0 AND kith_promise.due_at <= $until " \
  "AND (kith_promise.due_at, kith_promise.id) > ($key, $id) " \
  "ORDER BY kith_promise.due_at, kith_promise.id LIMIT $rows"

constexpr Statement list_due{"list_due", KITH_SALES_PROMISE "WHERE " KITH_SALES_DUE};
constexpr Statement list_own_due{
    "list_own_due", KITH_SALES_PROMISE "WHERE kith_promise.owner = $owner AND " KITH_SALES_DUE};
constexpr Statement list_due_to{
    "list_due_to", KITH_SALES_PROMISE
    "JOIN kith_conversation ON kith_conversation.id = kith_promise.conversation "
    "WHERE kith_conversation.person = $person AND kith_promise.state = 0 "
    "ORDER BY kith_promise.due_at, kith_promise.id LIMIT $rows"};

#undef KITH_SALES_PROMISE
#undef KITH_SALES_DUE

namespace {

constexpr std::size_t most_to_one_person = 20;

DuePromise promise_of(const Rows& rows, Time now) {
  DuePromise promise{.promise_id = {rows.integer(0)},
                     .conversation_id = {rows.integer(1)},
                     .person_id = {rows.integer(2)},
                     .person_name = rows.string(3),
                     .owner_id = {rows.integer(4)},
                     .due = rows.time(5)};
  promise.is_overdue = promise.due < now;
  if (const MessageId message{rows.integer(6)}) {
    promise.message_id = message;
  }
  return promise;
}

}  // namespace

Result<Page<DuePromise>> list_due_promises(QueryContext& context, const ListDuePromises& input) {
  std::optional<MemberId> owner;
  if (!input.owner.empty()) {
    owner = KITH_TRY(wanted_member(context.caller(), input.owner, "/owner"));
  }
  const std::string list =
      "sales.promises " + (owner ? std::to_string(owner->value) : "all") +
      (input.overdue ? " overdue" : " within " + std::to_string(input.within_days));
  const Time now = context.now();
  PagePlace after;
  if (input.cursor) {
    after = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  std::vector<Parameter> parameters{
      {"until", input.overdue ? now : now + std::chrono::days(input.within_days)},
      {"key", after.key},
      {"id", after.id},
      {"rows", input.limit + 1}};
  if (owner) {
    parameters.push_back({"owner", *owner});
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      owner ? list_own_due : list_due, std::span<const Parameter>(parameters)));
  return read_page<DuePromise>(
      *rows, input.limit, list, [&](const Rows& row) { return promise_of(row, now); },
      [](const DuePromise& each) {
        return PagePlace{each.due.microseconds, each.promise_id.value};
      });
}

Result<std::vector<DuePromise>> load_due_to(QueryContext& context, const Whole& whole) {
  std::vector<DuePromise> promises;
  for (const PersonId part : whole.parts) {
    const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
        list_due_to, {{"person", part}, {"rows", static_cast<int>(most_to_one_person)}}));
    while (KITH_TRY(rows->next())) {
      promises.push_back(promise_of(*rows, context.now()));
    }
  }
  std::ranges::sort(promises, {},
                    [](const DuePromise& each) { return std::pair(each.due, each.promise_id); });
  promises.resize(std::min(promises.size(), most_to_one_person));
  return promises;
}

}  // namespace kith::sales
