// SPDX-License-Identifier: Apache-2.0
#include "policy.h"

#include <algorithm>

namespace kith::service {

Policy built_in_policy() {
  return {.name = "Built in"};
}

Policy policy_for(std::span<const Policy> policies, Priority priority) {
  for (const std::optional<Priority>& wanted :
       {std::optional(priority), std::optional<Priority>()}) {
    const auto found = std::ranges::find(policies, wanted, &Policy::priority);
    if (found != policies.end()) {
      return *found;
    }
  }
  return built_in_policy();
}

}  // namespace kith::service
