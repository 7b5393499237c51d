// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "access/authenticated.h"
#include "base/hash.h"

namespace kith::access {

/// The callers of late, by the keyed hash of their secret, so that a request costs no query. Holds
/// at most `most`; the least recently seen makes room. Safe from any thread.
class CallerCache {
 public:
  /// A caller, and how long they stay one.
  struct Entry {
    std::shared_ptr<const Authenticated> who;
    Time expires_at;      ///< 0: never
    Duration idle_after;  ///< without a request for so long they are none any more; 0: never
    Duration note_every;  ///< how often their use is to be written down
    Time last_seen;
    Time noted_at;
  };

  /// Whether the use of a found caller is to be written down now.
  enum class Note { nothing, use };
  struct Hit {
    std::shared_ptr<const Authenticated> who;
    Note note = Note::nothing;
  };

  explicit CallerCache(std::size_t most) : most_(most) {}

  /// The caller, if they are known and have not expired.
  std::optional<Hit> find(const KeyedHash& key, Time now);

  /// To be taken before the rows are read that an entry is made of …
  std::uint64_t generation() const;
  /// … and given here: an entry that a forget() may have overtaken is not kept.
  void put(const KeyedHash& key, Entry entry, std::uint64_t generation);

  /// Drops whomever the change concerns, at once.
  void forget(const Affected& affected);
  std::size_t size() const;

 private:
  struct KeyHash {
    std::size_t operator()(const KeyedHash& key) const {
      std::size_t value = 0;
      std::memcpy(&value, key.data(), sizeof value);
      return value;
    }
  };
  struct Kept {
    KeyedHash key{};
    Entry entry;
  };
  using Callers = std::list<Kept>;  // most recently seen first

  void drop(Callers::iterator kept);

  std::size_t most_;
  mutable std::mutex mutex_;
  Callers callers_;
  std::unordered_map<KeyedHash, Callers::iterator, KeyHash> by_key_;
  std::uint64_t generation_ = 0;
};

}  // namespace kith::access
