// SPDX-License-Identifier: Apache-2.0
#include "intake/person_index.h"

#include "conversation/erase_list.h"

namespace kith::intake {
namespace {

constexpr std::size_t most_known = 50'000;

constexpr Statement find_identity{"find_identity",
                                  "SELECT id, person FROM identity WHERE native_hash = $hash"};
constexpr Statement add_identity{
    "add_identity",
    "INSERT INTO identity(id, channel, native_hash, native_id, name, person, evidence) "
    "VALUES($id, $channel, $hash, $native_id, $name, $person, $evidence)"};
constexpr Statement add_person{
    "add_person",
    "INSERT INTO person(id, name, root, first_seen_at) VALUES($id, $name, $id, $seen_at)"};

}  // namespace

std::span<const Statement* const> person_index_statements() {
  static constexpr const Statement* all[] = {&find_identity, &add_identity, &add_person};
  return all;
}

Result<KnownAuthor> PersonIndex::resolve(store::Transaction& transaction, const PreparedPost& post,
                                         Time seen_at, bool is_history) {
  const std::string key(bytes_of(post.author_key));
  if (const auto known = known_.find(key); known != known_.end()) {
    return known->second;
  }
  KnownAuthor author;
  store::Prepared* rows = KITH_TRY(transaction.statement(find_identity));
  const Parameter parameters[] = {{"hash", Value::blob(key)}};
  KITH_CHECK(rows->bind(parameters));
  if (KITH_TRY(rows->step())) {
    author = {{rows->integer(0)}, {rows->integer(1)}};
  }
  rows->reset();
  if (!author.identity) {
    const Time until = KITH_TRY(conversation::erased_until(transaction.reader(), post.author_key));
    if (until && seen_at <= until) {
      return KnownAuthor{.identity = {}, .person = {}, .is_forgotten = true};
    }
    author = KITH_TRY(make(transaction, post, seen_at, is_history));
  }
  if (known_.size() >= most_known) {
    known_.clear();
  }
  known_[key] = author;
  return author;
}

Result<KnownAuthor> PersonIndex::make(store::Transaction& transaction, const PreparedPost& post,
                                      Time seen_at, bool is_history) {
  KnownAuthor author;
  const Author& written = post.post.author;
  const std::string& name = written.name.empty() ? written.native_id : written.name;
  author.identity = mints_.next_identity(transaction.now());
  if (post.post.direction == Direction::inbound) {
    author.person = is_history ? KITH_TRY(mints_.person_at(transaction, seen_at))
                               : mints_.next_person(transaction.now());
    KITH_CHECK(
        transaction.run(add_person, {{"id", author.person}, {"name", name}, {"seen_at", seen_at}}));
  }
  KITH_CHECK(transaction.run(add_identity, {{"id", author.identity},
                                            {"channel", post.channel},
                                            {"hash", Value::blob(bytes_of(post.author_key))},
                                            {"native_id", written.native_id},
                                            {"name", name},
                                            {"person", author.person},
                                            {"evidence", "first post"}}));
  return author;
}

}  // namespace kith::intake
