// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/key.h>
#include <kith/projection.h>

#include "quote.h"
#include "request.h"

/// Wishes, found in messages: tables product_wish and product_rejection.
namespace kith::product {

extern const Statement find_wish;
extern const Statement save_wish;
extern const Statement remove_wish;
extern const Statement find_rejection;
extern const Statement save_rejection;

/// What became of a wish. Numbers are stored: append.
enum class WishState : std::uint8_t { unmatched, suggested, evidence, dismissed };

/// A message that holds a wish, and the open request that it is like.
struct Wish {
  MessageId message;
  ConversationId thread;
  PersonId person;
  std::int64_t revision = 0;  ///< of the text that was read
  Place place;
  RequestId request;  ///< 0: none is like it
  std::int32_t likeness = 0;
  std::int64_t evidence = 0;  ///< of how many requests it is
  bool is_dismissed = false;

  WishState state() const;
};

/// A wish from a row of the columns message, thread, person, revision, first, length, request,
/// likeness, evidence, is_dismissed of product_wish.
Wish wish_of(const Rows& rows);

/// The projection of wishes.
struct WishTable {
  using Key = MessageId;
  using Row = Wish;
  static Result<std::optional<Wish>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Wish& row);
  static void remove(WriteSet& writes, Key key);
};

/// A message is not for a request, as a colleague said.
struct Rejection {
  MessageId message;
  RequestId request;
};

/// The projection of rejections.
struct RejectionTable {
  using Key = kith::Key<MessageId, RequestId>;
  using Row = Rejection;
  static Result<std::optional<Rejection>> load(Reader& reader, const Key& key);
  static void save(WriteSet& writes, const Rejection& row);
};

}  // namespace kith::product
