// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <list>
#include <mutex>
#include <unordered_map>

#include <kith/time.h>

#include "base/hash.h"

namespace kith::access {

/// How long a key waits after failed attempts: not at all for the first few, then twice as long
/// after each. Failures are forgotten one by one. In memory, for a bounded number of keys, the
/// least recently used of which makes room; a restart forgets all. Safe from any thread.
class AttemptLimits {
 public:
  /// The figures of one kind of key.
  struct Rule {
    std::uint32_t free = 5;                            ///< attempts without a wait
    Duration first_wait = std::chrono::seconds(1);     ///< after the next one
    Duration longest_wait = std::chrono::minutes(15);  ///< where doubling ends
    Duration forgets_one_after = std::chrono::minutes(15);
  };

  AttemptLimits(Rule rule, std::size_t most_keys) : rule_(rule), most_keys_(most_keys) {}

  /// Counts an attempt as failed before its outcome is known, so that many at once gain nothing.
  /// Zero when it may go on; else how long until it may, and it was not counted. `now` is steady.
  Duration charge(const KeyedHash& key, Duration now);
  /// Takes back what the attempt was charged: it succeeded, or was never made.
  void refund(const KeyedHash& key);
  /// Forgets the key: whoever it is has shown to be the right one.
  void clear(const KeyedHash& key);
  std::size_t size() const;

 private:
  struct KeyHash {
    std::size_t operator()(const KeyedHash& key) const {
      std::size_t value = 0;
      std::memcpy(&value, key.data(), sizeof value);
      return value;
    }
  };
  struct Bucket {
    KeyedHash key{};
    std::uint32_t failures = 0;
    Duration last{};
    Duration not_before{};
  };
  using Buckets = std::list<Bucket>;  // most recently used first

  Bucket& bucket(const KeyedHash& key, Duration now);
  Duration next_try(const Bucket& bucket) const;

  Rule rule_;
  std::size_t most_keys_;
  mutable std::mutex mutex_;
  Buckets buckets_;
  std::unordered_map<KeyedHash, Buckets::iterator, KeyHash> by_key_;
};

}  // namespace kith::access
