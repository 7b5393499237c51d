// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <unordered_map>
#include <unordered_set>

#include <kith/id.h>

#include "base/id_mint.h"
#include "store/transaction.h"

namespace kith::conversation {

/// A merge of two conversations or two persons.
using MergeId = Id<struct MergeNoun>;

/// Gives new shared nouns of one workspace their numbers. Lives as long as the workspace's writer
/// and is used on its thread alone; whoever makes it hands `forget` to Writer::on_rollback.
class Mints {
 public:
  /// Starts behind the largest numbers in use. `connection` is the writer's and outlives the mints.
  static Result<Mints> open(store::Connection& connection);

  /// A rollback may have taken numbers back: they are read again before the next one is given.
  void forget() { is_stale_ = true; }

  PersonId next_person(Time now) { return {next(Counter::person, now)}; }
  IdentityId next_identity(Time now) { return {next(Counter::identity, now)}; }
  ConversationId next_conversation(Time now) { return {next(Counter::conversation, now)}; }
  MessageId next_message(Time now) { return {next(Counter::message, now)}; }
  AttachmentId next_attachment(Time now) { return {next(Counter::attachment, now)}; }
  HandoffId next_handoff(Time now) { return {next(Counter::handoff, now)}; }
  PromiseId next_promise(Time now) { return {next(Counter::promise, now)}; }
  DraftId next_draft(Time now) { return {next(Counter::draft, now)}; }
  MergeId next_merge(Time now) { return {next(Counter::merge, now)}; }
  OutboxId next_outbox(Time now) { return {next(Counter::outbox, now)}; }

  /// The number that people say, as in "#1042": 1, 2, 3 … in the order of opening.
  std::int64_t next_conversation_number();

  /// Numbers for imported history: the first one that is free from the second of that moment on
  /// (moments before 2000 count as 2000, later ones than now as now), so that order by number is
  /// order in time. Cheap where the moments ascend beyond everything that is stored. What next_…
  /// gave before must have its row by then.
  Result<PersonId> person_at(store::Transaction& transaction, Time first_seen_at);
  Result<ConversationId> conversation_at(store::Transaction& transaction, Time opened_at);
  Result<MessageId> message_at(store::Transaction& transaction, Time posted_at);

 private:
  enum class Counter : std::uint8_t {
    person,
    identity,
    conversation,
    message,
    attachment,
    handoff,
    promise,
    merge,
    outbox,
    draft,
    conversation_number,
  };
  static constexpr std::size_t counters = 11;

  /// What was given of a noun's past: the number behind the last one given in a second, and all of
  /// them, because their rows may not be written yet.
  struct Past {
    std::unordered_map<std::int64_t, std::int64_t> behind;
    std::unordered_set<std::int64_t> given;
  };

  explicit Mints(store::Connection& connection) : connection_(&connection) {}
  Result<void> read();
  void refresh();
  IdMint& mint(Counter counter) { return mints_[static_cast<std::size_t>(counter)]; }
  std::int64_t next(Counter counter, Time now);
  Result<std::int64_t> at(Counter counter, const Statement& taken, Past& past,
                          store::Transaction& transaction, Time moment);

  store::Connection* connection_;
  std::array<IdMint, counters> mints_;
  Past past_persons_, past_conversations_, past_messages_;
  bool is_stale_ = false;
};

}  // namespace kith::conversation
