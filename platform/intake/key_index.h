// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "conversation/post_key_filter.h"
#include "store/transaction.h"

namespace kith::intake {

/// What is known under a post's key. `message` is 0 for a post that was only named by a reply, and
/// `taken_back` for one that was deleted before it came.
struct KeyedPost {
  static constexpr std::int64_t taken_back = -1;
  std::int64_t message = 0;
  ConversationId conversation;
  std::int64_t bucket = 0;
};

/// Finds posts by their keys: the newest ones in memory, the others in the table post_key, whose
/// buckets are months, so that a key's neighbours are of its time. On the writer's thread alone.
class KeyIndex {
 public:
  /// Reads which buckets there are. `connection` is the writer's; `filter`, which outlives the
  /// index, spares the search for keys that nobody has noted.
  static Result<KeyIndex> open(store::Connection& connection, conversation::PostKeyFilter& filter);

  /// Drops what is kept in memory: after a rollback.
  void forget();

  /// The post with that key in one bucket.
  Result<std::optional<KeyedPost>> find(store::Transaction& transaction, std::int64_t bucket,
                                        const KeyedHash& key);
  /// The post with that key in the bucket of its time, or else among those without a time.
  Result<std::optional<KeyedPost>> find_timed(store::Transaction& transaction, std::int64_t bucket,
                                              const KeyedHash& key);
  /// The post with that key whatever its time, newest buckets first.
  Result<std::optional<KeyedPost>> find_anywhere(store::Transaction& transaction,
                                                 const KeyedHash& key);
  Result<void> add(store::Transaction& transaction, const KeyedHash& key, const KeyedPost& post);
  Result<void> remove_named(store::Transaction& transaction, const KeyedHash& key);

 private:
  struct HashOfKey {
    std::size_t operator()(const KeyedHash& key) const {
      std::size_t hash = 0;
      std::memcpy(&hash, key.data(), sizeof hash);
      return hash;
    }
  };
  using Recent = std::unordered_map<KeyedHash, KeyedPost, HashOfKey>;

  explicit KeyIndex(conversation::PostKeyFilter& filter) : filter_(&filter) {}
  Result<void> read_buckets(store::Connection& connection);
  const KeyedPost* recent(const KeyedHash& key) const;
  void remember(const KeyedHash& key, const KeyedPost& post);

  conversation::PostKeyFilter* filter_;
  std::vector<std::int64_t> buckets_;  // ascending; one may have no key any more
  Recent newer_, older_;
};

std::span<const Statement* const> key_index_statements();

}  // namespace kith::intake
