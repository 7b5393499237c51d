// SPDX-License-Identifier: Apache-2.0
#include "wish.h"

namespace kith::product {

constexpr Statement find_wish{"find_wish",
                              "SELECT message, thread, person, revision, first, length, request, "
                              "likeness, evidence, is_dismissed FROM product_wish "
                              "WHERE message = $message"};
constexpr Statement save_wish{
    "save_wish",
    "INSERT INTO product_wish(message, thread, person, revision, first, length, request, likeness, "
    "evidence, is_dismissed, state) VALUES($message, $thread, $person, $revision, $first, $length, "
    "$request, $likeness, $evidence, $is_dismissed, $state) "
    "ON CONFLICT(message) DO UPDATE SET thread = excluded.thread, person = excluded.person, "
    "revision = excluded.revision, first = excluded.first, length = excluded.length, "
    "request = excluded.request, likeness = excluded.likeness, evidence = excluded.evidence, "
    "is_dismissed = excluded.is_dismissed, state = excluded.state"};
constexpr Statement remove_wish{"remove_wish", "DELETE FROM product_wish WHERE message = $message"};
constexpr Statement find_rejection{
    "find_rejection",
    "SELECT count(*) FROM product_rejection WHERE message = $message AND request = $request"};
constexpr Statement save_rejection{"save_rejection",
                                   "INSERT INTO product_rejection(message, request) "
                                   "VALUES($message, $request) ON CONFLICT DO NOTHING"};

WishState Wish::state() const {
  if (evidence > 0) {
    return WishState::evidence;
  }
  if (is_dismissed) {
    return WishState::dismissed;
  }
  return request ? WishState::suggested : WishState::unmatched;
}

Wish wish_of(const Rows& rows) {
  return {.message = {rows.integer(0)},
          .thread = {rows.integer(1)},
          .person = {rows.integer(2)},
          .revision = rows.integer(3),
          .place = {rows.integer(4), rows.integer(5)},
          .request = {rows.integer(6)},
          .likeness = static_cast<std::int32_t>(rows.integer(7)),
          .evidence = rows.integer(8),
          .is_dismissed = rows.flag(9)};
}

Result<std::optional<Wish>> WishTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_wish, {{"message", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Wish>();
  }
  return std::optional(wish_of(*rows));
}

void WishTable::save(WriteSet& writes, const Wish& row) {
  writes.run(save_wish, {{"message", row.message},
                         {"thread", row.thread},
                         {"person", row.person},
                         {"revision", row.revision},
                         {"first", row.place.first},
                         {"length", row.place.length},
                         {"request", row.request},
                         {"likeness", row.likeness},
                         {"evidence", row.evidence},
                         {"is_dismissed", row.is_dismissed},
                         {"state", static_cast<int>(row.state())}});
}

void WishTable::remove(WriteSet& writes, Key key) {
  writes.run(remove_wish, {{"message", key}});
}

Result<std::optional<Rejection>> RejectionTable::load(Reader& reader, const Key& key) {
  const auto [message, request] = key;
  const std::optional<std::int64_t> known =
      KITH_TRY(reader.number(find_rejection, {{"message", message}, {"request", request}}));
  return known.value_or(0) > 0 ? std::optional(Rejection{message, request}) : std::nullopt;
}

void RejectionTable::save(WriteSet& writes, const Rejection& row) {
  writes.run(save_rejection, {{"message", row.message}, {"request", row.request}});
}

}  // namespace kith::product
