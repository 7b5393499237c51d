// SPDX-License-Identifier: Apache-2.0
#include "wishes_api.h"

#include <limits>

#include <kith/page_cursor.h>

#include "evidence_store.h"
#include "evidence_view.h"
#include "optional_of.h"
#include "request_store.h"
#include "wish_events.h"

namespace kith::product {

// A request that was merged since is suggested as the whole that speaks for it.
#define KITH_PRODUCT_WISH_VIEW                                                             \
  "SELECT product_wish.message, product_wish.thread, product_wish.person, "                \
  "product_wish.revision, product_wish.first, product_wish.length, product_wish.request, " \
  "product_wish.likeness, product_wish.evidence, product_wish.is_dismissed, "              \
  "kith_message.conversation, kith_message.revision, kith_message.text, "                  \
  "kith_message.posted_at, whole.id, whole.title, kith_message.person FROM product_wish "  \
  "JOIN kith_message ON kith_message.id = product_wish.message "                           \
  "LEFT JOIN product_request AS alike ON alike.id = product_wish.request "                 \
  "LEFT JOIN product_request AS whole ON whole.id = alike.root "
// What was erased since is not shown: its row goes when the module hears of it.
constexpr Statement list_wishes_newest{
    "list_wishes_newest", KITH_PRODUCT_WISH_VIEW
    "WHERE product_wish.state = $state AND product_wish.message < $before "
    "AND kith_message.text <> '' ORDER BY product_wish.message DESC LIMIT $rows"};
constexpr Statement show_wish{"show_wish",
                              KITH_PRODUCT_WISH_VIEW "WHERE product_wish.message = $message"};
#undef KITH_PRODUCT_WISH_VIEW

namespace {

constexpr int after_wish = 10;

WishView view_of_wish(const Rows& rows) {
  const Wish wish = wish_of(rows);
  const bool is_edited = rows.integer(after_wish + 1) != wish.revision;
  WishView view{.message_id = wish.message,
                .conversation_id = {rows.integer(after_wish)},
                .person_id = unless_none(PersonId{rows.integer(after_wish + 6)}),
                .state = wish.state(),
                .quote = quote_now(rows.text(after_wish + 2), wish.place, is_edited).value_or(""),
                .posted_at = rows.time(after_wish + 3),
                .request_id = unless_none(RequestId{rows.integer(after_wish + 4)}),
                .likeness = wish.likeness};
  if (view.request_id) {
    view.request_title = rows.string(after_wish + 5);
  }
  return view;
}

std::unexpected<Error> no_wish() {
  return fail(ErrorCode::not_found, "No wish was found in such a message.");
}

/// The wish of a message that a colleague has not said anything of yet.
Result<Wish> open_wish(CommandContext& context, MessageId message) {
  const std::optional<Wish> wish = KITH_TRY(WishTable::load(context.reader(), message));
  if (!wish) {
    return no_wish();
  }
  if (wish->state() == WishState::evidence || wish->state() == WishState::dismissed) {
    return fail(ErrorCode::conflict, "A colleague has said already what this message is.");
  }
  return *wish;
}

Result<Wish> suggested_wish(CommandContext& context, MessageId message) {
  const Wish wish = KITH_TRY(open_wish(context, message));
  if (!wish.request) {
    return fail(ErrorCode::rule, "This wish is like no request. Add it to one as evidence.");
  }
  return wish;
}

/// The subject of what is said of a message: its conversation.
Result<std::int64_t> conversation_of(CommandContext& context, MessageId message) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(find_message, {{"message", message}}));
  if (!KITH_TRY(rows->next())) {
    return no_wish();
  }
  return rows->integer(1);
}

}  // namespace

Result<Page<WishView>> list_wishes(QueryContext& context, const ListWishes& input) {
  const std::string list = "product.wishes " + std::to_string(static_cast<int>(input.state));
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  if (input.cursor) {
    before = KITH_TRY(open_page_cursor(list, *input.cursor)).id;
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_wishes_newest,
      {{"state", static_cast<int>(input.state)}, {"before", before}, {"rows", input.limit + 1}}));
  return read_page<WishView>(
      *rows, input.limit, list, [](const Rows& row) { return view_of_wish(row); },
      [](const WishView& view) { return PagePlace{0, view.message_id.value}; });
}

Result<void> confirm_wish(CommandContext& context, const OneWish& input) {
  const Wish wish = KITH_TRY(suggested_wish(context, input.message_id));
  const Request alike = KITH_TRY(load_request(context.reader(), wish.request));
  const Request whole = KITH_TRY(load_request(context.reader(), alike.root));
  const SourceMessage source = KITH_TRY(load_message(context.reader(), wish.message));
  return add_evidence_to(context, whole, wish.message,
                         source.revision == wish.revision ? wish.place : Place{});
}

Result<void> reject_wish(CommandContext& context, const OneWish& input) {
  const Wish wish = KITH_TRY(suggested_wish(context, input.message_id));
  context.emit(KITH_TRY(conversation_of(context, wish.message)),
               LikenessRejected{.message_id = wish.message, .request_id = wish.request});
  return {};
}

Result<void> dismiss_wish(CommandContext& context, const OneWish& input) {
  const Wish wish = KITH_TRY(open_wish(context, input.message_id));
  context.emit(KITH_TRY(conversation_of(context, wish.message)),
               WishDismissed{.message_id = wish.message});
  return {};
}

Result<WishView> changed_wish(QueryContext& context, const OneWish& input, const Created&) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(show_wish, {{"message", input.message_id}}));
  if (!KITH_TRY(rows->next())) {
    return no_wish();
  }
  return view_of_wish(*rows);
}

}  // namespace kith::product
