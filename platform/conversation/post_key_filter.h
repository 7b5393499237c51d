// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <kith/reader.h>

#include "conversation/post_key.h"

namespace kith::conversation {

/// Which keys are surely not in the table post_key, so that a new post, as nearly every post is,
/// needs no search: a Bloom filter of 12 bits a key, each within one line of the processor's cache
/// (Putze, Sanders, Singler 2007), in layers of which each holds twice as many keys as the one
/// before; about one new key in a hundred is searched for in vain. It knows nothing until all that
/// was in the table at the start is read, in pieces; until then every key may be there. One for
/// each workspace, before its first writing. Whoever adds a row to post_key tells it.
class PostKeyFilter {
 public:
  /// False only where the table has no such key. The writer's thread.
  bool may_hold(const KeyedHash& key) const;
  /// The table is about to get a row. The writer's thread.
  void add(const KeyedHash& key) { added_.add(key); }
  /// Reads at most so many keys of those that were there at the start; false once all are known.
  /// One thread at a time.
  Result<bool> load(Reader& reader, std::int64_t most);

 private:
  class Layer {
   public:
    explicit Layer(std::size_t most) : most_(most), lines_(most * bits_of_a_key / bits_of_a_line) {}
    bool is_full() const { return keys_ == most_; }
    std::size_t most() const { return most_; }
    bool may_hold(const KeyedHash& key) const;
    void add(const KeyedHash& key);

   private:
    static constexpr std::size_t bits_of_a_key = 12;
    static constexpr std::size_t bits_of_a_line = 512;
    using Line = std::array<std::uint64_t, bits_of_a_line / 64>;

    std::size_t most_;
    std::size_t keys_ = 0;
    std::vector<Line> lines_;
  };
  class Layers {
   public:
    bool may_hold(const KeyedHash& key) const;
    void add(const KeyedHash& key);

   private:
    std::vector<Layer> layers_;
  };

  Layers added_;
  Layers loaded_;  ///< the loader's alone until is_whole_
  PostKey loaded_to_{.bucket = -1};
  std::atomic<bool> is_whole_ = false;
};

}  // namespace kith::conversation
