// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace kith::conversation {

/// Who was merged into whom within one whole, for conversations and persons alike. Pure. What is
/// merged into nothing is the root; there are no cycles, because only roots are merged.
class MergeTree {
 public:
  void add(std::int64_t id, std::int64_t merged_into) { parents_[id] = merged_into; }

  /// The one that `id` was merged into, 0 for the root.
  std::int64_t parent(std::int64_t id) const;
  /// `id` and everything that was merged into it at any depth, ascending.
  std::vector<std::int64_t> below(std::int64_t id) const;
  /// What `id` was merged into, and that into, up to the root.
  std::vector<std::int64_t> above(std::int64_t id) const;
  /// Makes `id` a root; what is below it goes with it.
  void cut(std::int64_t id) { parents_[id] = 0; }

 private:
  bool is_below(std::int64_t id, std::int64_t top) const;
  std::unordered_map<std::int64_t, std::int64_t> parents_;
};

}  // namespace kith::conversation
