// SPDX-License-Identifier: Apache-2.0
#include "conversation/promises_api.h"

#include <fmt/format.h>

#include <kith/page_cursor.h>
#include <kith/wanted_member.h>

#include "conversation/absent.h"
#include "conversation/permissions.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

#define KITH_PROMISE_VIEW                                                            \
  "SELECT promise.id, conversation.root, promise.message, whole.id, whole.name, "    \
  "promise.owner, promise.state, promise.text, promise.due_at, promise.created_at, " \
  "promise.revision FROM promise "                                                   \
  "JOIN conversation ON conversation.id = promise.conversation "                     \
  "LEFT JOIN person ON person.id = promise.person "                                  \
  "LEFT JOIN person AS whole ON whole.id = person.root "
#define KITH_BY_DUE                                                        \
  "promise.state = $state AND (promise.due_at, promise.id) > ($key, $id) " \
  "ORDER BY promise.due_at, promise.id LIMIT $most"

constexpr Statement view_promise{"view_promise", KITH_PROMISE_VIEW "WHERE promise.id = $id"};
constexpr Statement view_promises_in{
    "view_promises_in",
    KITH_PROMISE_VIEW "WHERE promise.conversation = $conversation ORDER BY promise.id LIMIT 100"};
constexpr Statement list_all_promises{"list_promises", KITH_PROMISE_VIEW "WHERE " KITH_BY_DUE};
constexpr Statement list_own_promises{
    "list_promises_of", KITH_PROMISE_VIEW "WHERE promise.owner = $owner AND " KITH_BY_DUE};

#undef KITH_PROMISE_VIEW
#undef KITH_BY_DUE

PromiseView promise_view_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .conversation_id = {rows.integer(1)},
          .message_id = unless_absent(MessageId{rows.integer(2)}),
          .person_id = {rows.integer(3)},
          .person_name = rows.string(4),
          .owner_id = {rows.integer(5)},
          .state = static_cast<PromiseState>(rows.integer(6)),
          .text = rows.string(7),
          .due = rows.time(8),
          .made_at = rows.time(9),
          .revision = rows.integer(10)};
}

Result<PromiseView> load_promise_view(Reader& reader, PromiseId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(view_promise, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such promise.");
  }
  return promise_view_of(*rows);
}

}  // namespace

std::span<const Statement* const> promises_api_statements() {
  static constexpr const Statement* all[] = {&view_promise, &view_promises_in, &list_all_promises,
                                             &list_own_promises};
  return all;
}

Result<std::vector<PromiseView>> load_promises_in(Reader& reader, ConversationId thread) {
  std::vector<PromiseView> views;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(view_promises_in, {{"conversation", thread}}));
  while (KITH_TRY(rows->next())) {
    views.push_back(promise_view_of(*rows));
  }
  return views;
}

Result<Page<PromiseView>> list_promises(QueryContext& context, const ListPromises& input) {
  KITH_CHECK(context.require(promise_read));
  MemberId owner;
  if (input.owner) {
    owner = KITH_TRY(wanted_member(context.caller(), *input.owner, "/owner"));
  }
  const std::string list =
      fmt::format("promises {} {}", static_cast<int>(input.state), owner.value);
  const PagePlace after =
      input.cursor ? KITH_TRY(open_page_cursor(list, *input.cursor)) : PagePlace{};
  std::vector<Parameter> parameters{{"state", static_cast<int>(input.state)},
                                    {"key", after.key},
                                    {"id", after.id},
                                    {"most", input.limit + 1}};
  if (input.owner) {
    parameters.push_back({"owner", owner});
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      input.owner ? list_own_promises : list_all_promises, std::span<const Parameter>(parameters)));
  return read_page<PromiseView>(
      *rows, input.limit, list, promise_view_of,
      [](const PromiseView& view) { return PagePlace{view.due.microseconds, view.id.value}; });
}

Result<PromiseView> get_promise(QueryContext& context, const OnePromise& input) {
  KITH_CHECK(context.require(promise_read));
  return load_promise_view(context.reader(), input.promise_id);
}

Result<void> make_promise(CommandContext& context, const NewPromise& input) {
  KITH_CHECK(context.caller().require(promise_make));
  context.apply(MakePromise{.conversation = input.conversation_id,
                            .message = input.message_id.value_or(MessageId{}),
                            .owner = input.owner_id.value_or(context.caller().member),
                            .due = input.due,
                            .text = input.text});
  return {};
}

Result<PromiseView> made_promise(QueryContext& context, const NewPromise&, const Created& created) {
  return load_promise_view(context.reader(), {created.verbs.at(0)});
}

Result<void> settle_promise(CommandContext& context, const EditPromise& input) {
  KITH_CHECK(context.caller().require(promise_settle));
  context.apply(SettlePromise{.promise = input.promise_id,
                              .expected_revision = context.expected_revision(),
                              .state = input.state});
  return {};
}

Result<PromiseView> settled_promise(QueryContext& context, const EditPromise& input,
                                    const Created&) {
  return load_promise_view(context.reader(), input.promise_id);
}

}  // namespace kith::conversation
