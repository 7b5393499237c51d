// SPDX-License-Identifier: Apache-2.0
#include "conversation/message_rows.h"

#include "conversation/search_tags.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr Statement add_message{
    "add_message",
    "INSERT INTO message(id, conversation, identity, member, direction, delivery, needs_reply, "
    "posted_at, language, revision, erased_at, text, html, tags) "
    "VALUES($id, $conversation, 0, $member, $direction, $delivery, 0, $posted_at, 'und', 1, 0, "
    "$text, NULL, $tags)"};
constexpr Statement update_delivery{"update_delivery",
                                    "UPDATE message SET delivery = $delivery WHERE id = $id"};
constexpr Statement find_root_of_message{
    "find_root_of_message",
    "SELECT conversation.root FROM message "
    "JOIN conversation ON conversation.id = message.conversation WHERE message.id = $id"};
constexpr Statement find_place_of_message{
    "find_place_of_message",
    "SELECT conversation.root, conversation.id, coalesce(identity.person, 0), conversation.person, "
    "conversation.channel, message.direction, message.posted_at FROM message "
    "JOIN conversation ON conversation.id = message.conversation "
    "LEFT JOIN identity ON identity.id = message.identity WHERE message.id = $id"};
// Direction 2 is a note, delivery 6 a reply that was taken back.
constexpr Statement count_messages{
    "count_messages",
    "SELECT count(*) FROM message "
    "WHERE conversation = $conversation AND direction <> 2 AND delivery <> 6"};
constexpr Statement find_newest_message{
    "find_newest_message",
    "SELECT id, posted_at FROM message "
    "WHERE conversation = $conversation AND direction <> 2 AND delivery <> 6 "
    "ORDER BY id DESC LIMIT 1"};
// What has a delivery and no colleague is a question of the company's own (AskMark): no answer.
constexpr Statement find_latest_exchange{
    "find_latest_exchange",
    "SELECT direction, delivery, needs_reply, posted_at FROM message "
    "WHERE conversation = $conversation AND id > $after AND direction <> 2 "
    "AND posted_at >= $from AND (erased_at = 0 OR direction = 1) "
    "AND (direction = 0 OR member <> 0 OR delivery = 0) ORDER BY id DESC LIMIT $most"};

bool has_left(Delivery delivery) {
  return delivery == Delivery::none || delivery == Delivery::sent;
}

}  // namespace

std::span<const Statement* const> message_row_statements() {
  static constexpr const Statement* all[] = {
      &add_message,    &update_delivery,     &find_root_of_message, &find_place_of_message,
      &count_messages, &find_newest_message, &find_latest_exchange};
  return all;
}

Result<void> insert_message(store::Transaction& transaction, const NewMessage& message) {
  const std::string tags = message_tags(message.channel, "und");
  return transaction.run(add_message, {{"id", message.id},
                                       {"conversation", message.conversation},
                                       {"member", message.member},
                                       {"direction", static_cast<int>(message.direction)},
                                       {"delivery", static_cast<int>(message.delivery)},
                                       {"posted_at", transaction.now()},
                                       {"text", message.text},
                                       {"tags", tags}});
}

Result<void> set_delivery(store::Transaction& transaction, MessageId message, Delivery delivery) {
  return transaction.run(update_delivery,
                         {{"delivery", static_cast<int>(delivery)}, {"id", message}});
}

Result<ConversationId> root_of_message(Reader& reader, MessageId message) {
  const std::optional<std::int64_t> root =
      KITH_TRY(reader.number(find_root_of_message, {{"id", message}}));
  if (!root) {
    return fail(ErrorCode::not_found, "There is no such message.");
  }
  return ConversationId{*root};
}

Result<MessagePlace> place_of_message(Reader& reader, MessageId message) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_place_of_message, {{"id", message}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such message.");
  }
  return MessagePlace{.root = {rows->integer(0)},
                      .thread = {rows->integer(1)},
                      .author = {rows->integer(2)},
                      .opener = {rows->integer(3)},
                      .channel = {rows->integer(4)},
                      .direction = rows->enumerator<Direction>(5),
                      .posted_at = rows->time(6)};
}

Result<ConversationId> tell_deletion(store::Transaction& transaction, const events::Actor& actor,
                                     MessageId message) {
  const MessagePlace place = KITH_TRY(place_of_message(transaction.reader(), message));
  KITH_TRY(events::append_event(transaction, actor, place.root.value,
                                MessageDeleted{.message_id = message,
                                               .thread_id = place.thread,
                                               .person_id = place.author,
                                               .direction = place.direction,
                                               .posted_at = place.posted_at}));
  return place.root;
}

Result<Exchange> newest_exchange(Reader& reader, ConversationId thread) {
  Exchange exchange;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_newest_message, {{"conversation", thread}}));
  if (KITH_TRY(rows->next())) {
    exchange.last_message = {rows->integer(0)};
    exchange.last_at = rows->time(1);
  }
  return exchange;
}

Result<Exchange> count_exchange(Reader& reader, ConversationId thread) {
  Exchange exchange = KITH_TRY(newest_exchange(reader, thread));
  exchange.messages =
      KITH_TRY(reader.number(count_messages, {{"conversation", thread}})).value_or(0);
  return exchange;
}

Result<Time> waiting_in(Reader& reader, ConversationId thread, MessageId after, Time from) {
  // Who writes more than this without an answer waits since the oldest of these.
  constexpr int most = 1000;
  Time waiting;
  const std::unique_ptr<Rows> rows = KITH_TRY(
      reader.query(find_latest_exchange,
                   {{"conversation", thread}, {"after", after}, {"from", from}, {"most", most}}));
  while (KITH_TRY(rows->next())) {
    if (static_cast<Direction>(rows->integer(0)) == Direction::outbound) {
      if (has_left(static_cast<Delivery>(rows->integer(1)))) {
        break;
      }
      continue;
    }
    if (!rows->flag(2)) {
      break;
    }
    waiting = rows->time(3);
  }
  return waiting;
}

}  // namespace kith::conversation
