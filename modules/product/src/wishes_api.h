// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "request.h"
#include "wish.h"

/// The routes of wishes: what messages ask for, before a colleague has said what it is.
namespace kith::product {

extern const Statement list_wishes_newest;
extern const Statement show_wish;

struct WishView {
  MessageId message_id;
  ConversationId conversation_id;
  std::optional<PersonId> person_id;
  WishState state = WishState::unmatched;
  std::string quote;
  Time posted_at;
  std::optional<RequestId> request_id;
  std::optional<std::string> request_title;
  std::int32_t likeness = 0;

  static consteval auto describe() {
    return described(
        "A wish that a message holds.", field<&WishView::message_id>("The message."),
        field<&WishView::conversation_id>("The conversation that it is in."),
        field<&WishView::person_id>("Who wrote it."),
        field<&WishView::state>("unmatched: like no request; suggested: like one; evidence: a "
                                "colleague found its request; dismissed: it is no wish."),
        field<&WishView::quote>("The words that say so, read from the message now."),
        field<&WishView::posted_at>("When its author posted it."),
        field<&WishView::request_id>("The request that it is like."),
        field<&WishView::request_title>("What that asks for."),
        field<&WishView::likeness>("How like, in 1/10 000.", range{0, 10'000}));
  }
};

struct ListWishes {
  WishState state = WishState::unmatched;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described(
        "Wishes of one state, the newest first.",
        field<&ListWishes::state>("Which: unmatched, suggested, evidence or dismissed.", defaults),
        field<&ListWishes::limit>("How many to a page.", range{1, 200}, defaults),
        field<&ListWishes::cursor>("Where the page before ended."));
  }
};

struct OneWish {
  MessageId message_id;

  static consteval auto describe() {
    return described("One wish.", field<&OneWish::message_id>("The message that holds it."));
  }
};

Result<Page<WishView>> list_wishes(QueryContext& context, const ListWishes& input);
/// The suggestion is right: the message becomes evidence of the request.
Result<void> confirm_wish(CommandContext& context, const OneWish& input);
/// It is not: the message is not suggested for that request again.
Result<void> reject_wish(CommandContext& context, const OneWish& input);
/// The message holds no wish.
Result<void> dismiss_wish(CommandContext& context, const OneWish& input);
/// The answer of each of them.
Result<WishView> changed_wish(QueryContext& context, const OneWish& input, const Created& created);

}  // namespace kith::product
