// SPDX-License-Identifier: Apache-2.0
#include "intake/key_index.h"

#include <algorithm>
#include <ranges>

namespace kith::intake {
namespace {

// Two generations of so many keys are kept: a repeat or a reply mostly comes soon.
constexpr std::size_t keys_in_a_generation = 32'768;

constexpr Statement find_key{
    "find_key",
    "SELECT message, conversation FROM post_key WHERE bucket = $bucket AND hash = $hash"};
// Two searches joined: of a list of two buckets SQLite would make a table first.
constexpr Statement find_timed_key{
    "find_timed_key",
    "SELECT bucket, message, conversation FROM post_key WHERE bucket = $bucket AND hash = $hash "
    "UNION ALL SELECT bucket, message, conversation FROM post_key WHERE bucket = 0 "
    "AND hash = $hash AND $bucket <> 0"};
constexpr Statement add_key{
    "add_key",
    "INSERT INTO post_key(bucket, hash, message, conversation) "
    "VALUES($bucket, $hash, $message, $conversation) ON CONFLICT(bucket, hash) DO UPDATE SET "
    "message = excluded.message, conversation = excluded.conversation"};
constexpr Statement remove_named_key{
    "remove_named_key", "DELETE FROM post_key WHERE bucket = 0 AND hash = $hash AND message = 0"};

}  // namespace

std::span<const Statement* const> key_index_statements() {
  static constexpr const Statement* all[] = {&find_key, &find_timed_key, &add_key,
                                             &remove_named_key};
  return all;
}

Result<KeyIndex> KeyIndex::open(store::Connection& connection,
                                conversation::PostKeyFilter& filter) {
  KeyIndex index(filter);
  KITH_CHECK(index.read_buckets(connection));
  return index;
}

Result<void> KeyIndex::read_buckets(store::Connection& connection) {
  // Always the one without a time: posts of our own are noted beside this index when they leave.
  buckets_ = {0};
  store::Prepared next =
      KITH_TRY(connection.prepare("SELECT min(bucket) FROM post_key WHERE bucket > $after"));
  std::int64_t after = 0;
  while (true) {
    KITH_CHECK(next.bind(1, after));
    const bool has_row = KITH_TRY(next.step());
    if (!has_row || next.is_null(0)) {
      return {};
    }
    after = next.integer(0);
    buckets_.push_back(after);
    next.reset();
  }
}

// The buckets stay: one whose only keys were rolled back is looked into in vain, no more.
void KeyIndex::forget() {
  newer_.clear();
  older_.clear();
}

const KeyedPost* KeyIndex::recent(const KeyedHash& key) const {
  for (const Recent* generation : {&newer_, &older_}) {
    if (const auto found = generation->find(key); found != generation->end()) {
      return &found->second;
    }
  }
  return nullptr;
}

void KeyIndex::remember(const KeyedHash& key, const KeyedPost& post) {
  if (newer_.size() >= keys_in_a_generation) {
    older_ = std::exchange(newer_, {});
  }
  newer_[key] = post;
}

Result<std::optional<KeyedPost>> KeyIndex::find(store::Transaction& transaction,
                                                std::int64_t bucket, const KeyedHash& key) {
  if (const KeyedPost* known = recent(key); known != nullptr && known->bucket == bucket) {
    return std::optional(*known);
  }
  if (!filter_->may_hold(key)) {
    return std::optional<KeyedPost>();
  }
  store::Prepared* rows = KITH_TRY(transaction.statement(find_key));
  const Parameter parameters[] = {{"bucket", bucket}, {"hash", Value::blob(bytes_of(key))}};
  KITH_CHECK(rows->bind(parameters));
  if (!KITH_TRY(rows->step())) {
    rows->reset();
    return std::optional<KeyedPost>();
  }
  const KeyedPost post{rows->integer(0), {rows->integer(1)}, bucket};
  rows->reset();
  return std::optional(post);
}

Result<std::optional<KeyedPost>> KeyIndex::find_timed(store::Transaction& transaction,
                                                      std::int64_t bucket, const KeyedHash& key) {
  if (const KeyedPost* known = recent(key);
      known != nullptr && (known->bucket == bucket || known->bucket == 0)) {
    return std::optional(*known);
  }
  if (!filter_->may_hold(key)) {
    return std::optional<KeyedPost>();
  }
  store::Prepared* rows = KITH_TRY(transaction.statement(find_timed_key));
  const Parameter parameters[] = {{"bucket", bucket}, {"hash", Value::blob(bytes_of(key))}};
  KITH_CHECK(rows->bind(parameters));
  std::optional<KeyedPost> post;
  while ((!post || post->bucket == 0) && KITH_TRY(rows->step())) {
    post = KeyedPost{rows->integer(1), {rows->integer(2)}, rows->integer(0)};
  }
  rows->reset();
  return post;
}

Result<std::optional<KeyedPost>> KeyIndex::find_anywhere(store::Transaction& transaction,
                                                         const KeyedHash& key) {
  if (const KeyedPost* known = recent(key)) {
    return std::optional(*known);
  }
  if (!filter_->may_hold(key)) {
    return std::optional<KeyedPost>();
  }
  for (const auto& bucket : std::views::reverse(buckets_)) {
    std::optional<KeyedPost> post = KITH_TRY(find(transaction, bucket, key));
    if (post) {
      remember(key, *post);
      return post;
    }
  }
  return std::optional<KeyedPost>();
}

Result<void> KeyIndex::add(store::Transaction& transaction, const KeyedHash& key,
                           const KeyedPost& post) {
  filter_->add(key);
  KITH_CHECK(transaction.run(add_key, {{"bucket", post.bucket},
                                       {"hash", Value::blob(bytes_of(key))},
                                       {"message", post.message},
                                       {"conversation", post.conversation}}));
  const auto place = std::lower_bound(buckets_.begin(), buckets_.end(), post.bucket);
  if (place == buckets_.end() || *place != post.bucket) {
    buckets_.insert(place, post.bucket);
  }
  remember(key, post);
  return {};
}

Result<void> KeyIndex::remove_named(store::Transaction& transaction, const KeyedHash& key) {
  return transaction.run(remove_named_key, {{"hash", Value::blob(bytes_of(key))}});
}

}  // namespace kith::intake
