// SPDX-License-Identifier: Apache-2.0
#include "conversation/mints.h"

#include <algorithm>

#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr Statement last_person{"last_person", "SELECT max(id) FROM person"};
constexpr Statement last_identity{"last_identity", "SELECT max(id) FROM identity"};
constexpr Statement last_conversation{"last_conversation", "SELECT max(id) FROM conversation"};
constexpr Statement last_message{"last_message", "SELECT max(id) FROM message"};
constexpr Statement last_attachment{
    "last_attachment",
    "SELECT max(id) FROM (SELECT max(id) AS id FROM attachment UNION ALL "
    "SELECT max(id) AS id FROM upload) AS files"};
constexpr Statement last_handoff{"last_handoff", "SELECT max(id) FROM handoff"};
constexpr Statement last_promise{"last_promise", "SELECT max(id) FROM promise"};
constexpr Statement last_merge{"last_merge", "SELECT max(id) FROM merge"};
constexpr Statement last_outbox{"last_outbox", "SELECT max(id) FROM outbox"};
constexpr Statement last_draft{"last_draft", "SELECT max(id) FROM draft"};
constexpr Statement last_number{"last_conversation_number", "SELECT max(number) FROM conversation"};

constexpr Statement persons_from{
    "persons_from", "SELECT id FROM person WHERE id >= $first ORDER BY id LIMIT $most"};
constexpr Statement conversations_from{
    "conversations_from", "SELECT id FROM conversation WHERE id >= $first ORDER BY id LIMIT $most"};
constexpr Statement messages_from{
    "messages_from", "SELECT id FROM message WHERE id >= $first ORDER BY id LIMIT $most"};

// In the order of Counter.
constexpr const Statement* last_of[] = {&last_person,  &last_identity,   &last_conversation,
                                        &last_message, &last_attachment, &last_handoff,
                                        &last_promise, &last_merge,      &last_outbox,
                                        &last_draft,   &last_number};

constexpr std::size_t most_remembered = 4096;

/// The first number from `first` on without a row.
Result<std::int64_t> first_free(Reader& reader, const Statement& taken, std::int64_t first) {
  constexpr std::int64_t most = IdMint::per_second;
  std::int64_t free = first;
  while (true) {
    const std::int64_t chunk = free;
    const std::unique_ptr<Rows> rows =
        KITH_TRY(reader.query(taken, {{"first", free}, {"most", most}}));
    while (KITH_TRY(rows->next()) && rows->integer(0) == free) {
      ++free;
    }
    if (free < chunk + most) {
      return free;
    }
  }
}

}  // namespace

std::span<const Statement* const> mint_statements() {
  static constexpr const Statement* all[] = {
      &last_person,  &last_identity, &last_conversation,  &last_message, &last_attachment,
      &last_handoff, &last_promise,  &last_merge,         &last_outbox,  &last_draft,
      &last_number,  &persons_from,  &conversations_from, &messages_from};
  return all;
}

Result<Mints> Mints::open(store::Connection& connection) {
  Mints mints(connection);
  KITH_CHECK(mints.read());
  return mints;
}

Result<void> Mints::read() {
  static_assert(std::size(last_of) == counters);
  for (std::size_t counter = 0; counter < counters; ++counter) {
    mints_[counter].set_last(KITH_TRY(connection_->number(last_of[counter]->text)));
  }
  for (Past* past : {&past_persons_, &past_conversations_, &past_messages_}) {
    past->behind.clear();
    past->given.clear();
  }
  is_stale_ = false;
  return {};
}

// Where it cannot be read, the mints stay ahead of the rows: that leaves gaps and is right.
void Mints::refresh() {
  if (is_stale_) {
    static_cast<void>(read());
  }
}

std::int64_t Mints::next(Counter counter, Time now) {
  refresh();
  return mint(counter).next(now);
}

std::int64_t Mints::next_conversation_number() {
  refresh();
  IdMint& numbers = mint(Counter::conversation_number);
  numbers.set_last(numbers.last() + 1);
  return numbers.last();
}

Result<std::int64_t> Mints::at(Counter counter, const Statement& taken, Past& past,
                               store::Transaction& transaction, Time moment) {
  refresh();
  const Time held = std::min(moment, transaction.now());
  const std::int64_t floor = IdMint::floor(held);
  IdMint& newest = mint(counter);
  if (past.given.size() >= most_remembered) {
    past = {};
  }
  if (floor > newest.last()) {
    past.given.insert(newest.next(held));
    return newest.last();
  }
  const auto known = past.behind.find(floor);
  std::int64_t free = known == past.behind.end() ? std::max<std::int64_t>(floor, 1) : known->second;
  free = KITH_TRY(first_free(transaction.reader(), taken, free));
  while (past.given.contains(free)) {
    free = KITH_TRY(first_free(transaction.reader(), taken, free + 1));
  }
  past.behind[floor] = free + 1;
  past.given.insert(free);
  newest.set_last(std::max(newest.last(), free));
  return free;
}

Result<PersonId> Mints::person_at(store::Transaction& transaction, Time first_seen_at) {
  return PersonId{
      KITH_TRY(at(Counter::person, persons_from, past_persons_, transaction, first_seen_at))};
}

Result<ConversationId> Mints::conversation_at(store::Transaction& transaction, Time opened_at) {
  return ConversationId{KITH_TRY(
      at(Counter::conversation, conversations_from, past_conversations_, transaction, opened_at))};
}

Result<MessageId> Mints::message_at(store::Transaction& transaction, Time posted_at) {
  return MessageId{
      KITH_TRY(at(Counter::message, messages_from, past_messages_, transaction, posted_at))};
}

}  // namespace kith::conversation
