// SPDX-License-Identifier: Apache-2.0
#include "conversation/merge_tree.h"

#include <algorithm>

namespace kith::conversation {

std::int64_t MergeTree::parent(std::int64_t id) const {
  const auto found = parents_.find(id);
  return found == parents_.end() ? 0 : found->second;
}

bool MergeTree::is_below(std::int64_t id, std::int64_t top) const {
  while (id != 0 && id != top) {
    id = parent(id);
  }
  return id == top;
}

std::vector<std::int64_t> MergeTree::below(std::int64_t id) const {
  std::vector<std::int64_t> members;
  for (const auto& [member, _] : parents_) {
    if (is_below(member, id)) {
      members.push_back(member);
    }
  }
  std::ranges::sort(members);
  return members;
}

std::vector<std::int64_t> MergeTree::above(std::int64_t id) const {
  std::vector<std::int64_t> path;
  for (std::int64_t up = parent(id); up != 0; up = parent(up)) {
    path.push_back(up);
  }
  return path;
}

}  // namespace kith::conversation
