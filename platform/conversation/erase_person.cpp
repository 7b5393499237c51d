// SPDX-License-Identifier: Apache-2.0
#include "conversation/erase_person.h"

#include <fmt/format.h>

#include <cstring>

#include <kith/events.h>

#include "conversation/erase_purge.h"
#include "conversation/erase_walk.h"
#include "conversation/id_list.h"
#include "conversation/merge_tree.h"
#include "conversation/message_rows.h"
#include "conversation/message_text.h"
#include "conversation/person_tree.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

#define KITH_IDENTITIES(in) \
  "SELECT id, native_hash FROM identity WHERE person " in " AND evidence <> 'erased'"
#define KITH_BLANK_PERSONS(in)                                                                \
  "UPDATE person SET name = '', organisation = 0, erased_at = $now, revision = revision + 1 " \
  "WHERE id " in
#define KITH_REMOVE_ATTRIBUTES(in) "DELETE FROM attribute WHERE noun = $noun AND subject " in
#define KITH_COUNT_MESSAGES(in)                                                               \
  "SELECT count(*) FROM conversation JOIN message ON message.conversation = conversation.id " \
  "WHERE conversation.person " in

constexpr Statement find_root{"find_root_to_erase",
                              "SELECT root, erased_at FROM person WHERE id = $id"};
constexpr Statement find_identities{"find_identities_to_erase", KITH_IDENTITIES(KITH_IN("persons")),
                                    KITH_IDENTITIES(KITH_IN_POSTGRES("persons"))};
constexpr Statement blank_identity{
    "blank_identity",
    "UPDATE identity SET native_hash = $hash, native_id = '', name = '', evidence = 'erased' "
    "WHERE id = $id"};
constexpr Statement blank_persons{"blank_persons", KITH_BLANK_PERSONS(KITH_IN("persons")),
                                  KITH_BLANK_PERSONS(KITH_IN_POSTGRES("persons"))};
constexpr Statement remove_attributes{"remove_attributes_of_persons",
                                      KITH_REMOVE_ATTRIBUTES(KITH_IN("persons")),
                                      KITH_REMOVE_ATTRIBUTES(KITH_IN_POSTGRES("persons"))};
constexpr Statement count_messages_to_erase{"count_messages_to_erase",
                                            KITH_COUNT_MESSAGES(KITH_IN("persons")),
                                            KITH_COUNT_MESSAGES(KITH_IN_POSTGRES("persons"))};

#undef KITH_IDENTITIES
#undef KITH_BLANK_PERSONS
#undef KITH_REMOVE_ATTRIBUTES
#undef KITH_COUNT_MESSAGES

/// What an identity's hash becomes: its own, and of no use to know it again. Somebody who writes
/// again after an erasure is a new person.
KeyedHash tombstone_hash(const HashKey& key, std::int64_t identity, std::string_view hash) {
  return keyed_hash(key, fmt::format("erased {}", identity), hash);
}

}  // namespace

std::span<const Statement* const> erase_person_statements() {
  static constexpr const Statement* all[] = {&find_root,         &find_identities,
                                             &blank_identity,    &blank_persons,
                                             &remove_attributes, &count_messages_to_erase};
  return all;
}

Result<JobId> PersonErasure::erase(store::Transaction& transaction, PersonId person,
                                   const events::Actor& actor) {
  PersonId root;
  {
    const std::unique_ptr<Rows> rows =
        KITH_TRY(transaction.reader().query(find_root, {{"id", person}}));
    if (!KITH_TRY(rows->next())) {
      return fail(ErrorCode::not_found, "There is no such person.");
    }
    if (rows->integer(1) != 0) {
      return fail(ErrorCode::conflict, "This person was erased already.");
    }
    root = {rows->integer(0)};
  }
  const MergeTree tree = KITH_TRY(load_person_tree(transaction.reader(), root));
  EraseJob job = KITH_TRY(begin(transaction, tree.below(root.value), actor));
  KITH_CHECK(walk_erasure(transaction, job, {.messages = settings_.at_once}));
  KITH_CHECK(save_erase_job(transaction, job));
  return job.id;
}

Result<EraseJob> PersonErasure::begin(store::Transaction& transaction,
                                      std::vector<std::int64_t> persons,
                                      const events::Actor& actor) {
  EraseJob job{.persons = std::move(persons), .asked_by = actor.member};
  const std::string list = id_list(job.persons);
  KITH_CHECK(stop_replies(transaction, job));
  KITH_CHECK(forget_identities(transaction, job));
  KITH_CHECK(transaction.run(blank_persons, {{"now", transaction.now()}, {"persons", list}}));
  KITH_CHECK(transaction.run(remove_attributes,
                             {{"noun", static_cast<int>(Noun::person)}, {"persons", list}}));
  KITH_CHECK(hide_conversations(transaction, job));
  const std::int64_t messages =
      KITH_TRY(transaction.reader().number(count_messages_to_erase, {{"persons", list}}))
          .value_or(0);
  job.total = messages;
  for (const std::int64_t person : job.persons) {
    KITH_TRY(events::append_event(transaction, actor, person, PersonErased{.messages = messages}));
  }
  KITH_CHECK(insert_erase_job(transaction, job));
  KITH_CHECK(note_purge_due(transaction));
  if (forget_) {
    forget_();
  }
  return job;
}

Result<void> PersonErasure::forget_identities(store::Transaction& transaction,
                                              const EraseJob& job) {
  struct Known {
    std::int64_t id = 0;
    KeyedHash hash{};
  };
  std::vector<Known> identities;
  const std::string list = id_list(job.persons);
  std::unique_ptr<Rows> rows =
      KITH_TRY(transaction.reader().query(find_identities, {{"persons", list}}));
  while (KITH_TRY(rows->next())) {
    Known& known = identities.emplace_back();
    known.id = rows->integer(0);
    std::memcpy(known.hash.data(), rows->text(1).data(),
                std::min(known.hash.size(), rows->text(1).size()));
  }
  rows.reset();
  for (const Known& known : identities) {
    KITH_CHECK(note_erasure(transaction, {.hash = known.hash, .erased_at = transaction.now()}));
    const KeyedHash hash = tombstone_hash(key_, known.id, bytes_of(known.hash));
    KITH_CHECK(
        transaction.run(blank_identity, {{"hash", Value::blob(bytes_of(hash))}, {"id", known.id}}));
  }
  return {};
}

Result<bool> PersonErasure::step(store::Transaction& transaction) {
  std::optional<EraseJob> job = KITH_TRY(load_erase_job(transaction.reader()));
  if (!job) {
    return false;
  }
  KITH_CHECK(
      walk_erasure(transaction, *job,
                   {.messages = settings_.in_piece, .looked_through = settings_.looked_through}));
  KITH_CHECK(save_erase_job(transaction, *job));
  return true;
}

Result<std::size_t> PersonErasure::apply_list(store::Transaction& transaction,
                                              const std::vector<ErasureEntry>& list) {
  ListedData listed = KITH_TRY(adopt_erasure_list(transaction, list));
  const std::size_t count = listed.persons.size() + listed.messages.size();
  for (const MessageId message : listed.messages) {
    if (KITH_TRY(erase_text(transaction, message))) {
      KITH_TRY(tell_deletion(transaction, {}, message));
    }
  }
  if (!listed.persons.empty()) {
    KITH_TRY(begin(transaction, std::move(listed.persons), {}));
  }
  return count;
}

Result<bool> is_erasure_waiting(Reader& reader) {
  return KITH_TRY(load_erase_job(reader)).has_value();
}

}  // namespace kith::conversation
