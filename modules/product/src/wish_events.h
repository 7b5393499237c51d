// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/described.h>
#include <kith/event.h>

#include "request.h"

/// What product finds in messages and colleagues say of that. The subject is the conversation.
namespace kith::product {

struct WishFound {
  static constexpr std::string_view event_type = "product.wish_found.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  ConversationId thread_id;
  PersonId person_id;
  std::int64_t revision = 0;
  std::int64_t first = 0;
  std::int64_t length = 0;
  std::string model;

  static consteval auto describe() {
    return described("A message holds a wish.", field<&WishFound::message_id>("The message."),
                     field<&WishFound::thread_id>("The thread it came in on."),
                     field<&WishFound::person_id>("The person whose address wrote it.", defaults),
                     field<&WishFound::revision>("The revision of its text that was read."),
                     field<&WishFound::first>("Where the wish begins in the text, in code points."),
                     field<&WishFound::length>("How many code points it has."),
                     field<&WishFound::model>("Which model says so."));
  }
};

struct WishWithdrawn {
  static constexpr std::string_view event_type = "product.wish_withdrawn.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;

  static consteval auto describe() {
    return described("An edited message holds no wish any more.",
                     field<&WishWithdrawn::message_id>("The message."));
  }
};

struct WishDismissed {
  static constexpr std::string_view event_type = "product.wish_dismissed.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;

  static consteval auto describe() {
    return described("A colleague says that a message holds no wish.",
                     field<&WishDismissed::message_id>("The message."));
  }
};

struct LikenessFound {
  static constexpr std::string_view event_type = "product.likeness_found.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  RequestId request_id;
  std::int32_t likeness = 0;

  static consteval auto describe() {
    return described("A wish is like a request that is open.",
                     field<&LikenessFound::message_id>("The message."),
                     field<&LikenessFound::request_id>("The request that is nearest."),
                     field<&LikenessFound::likeness>("How like, in 1/10 000.", range{0, 10'000}));
  }
};

struct LikenessRejected {
  static constexpr std::string_view event_type = "product.likeness_rejected.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  RequestId request_id;

  static consteval auto describe() {
    return described("A colleague says that a wish is not for the request that it was found like.",
                     field<&LikenessRejected::message_id>("The message."),
                     field<&LikenessRejected::request_id>("The request."));
  }
};

}  // namespace kith::product
