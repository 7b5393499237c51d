// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <kith/id.h>
#include <kith/nouns.h>

namespace kith::service {

/// The word under which policies get their numbers.
struct PolicyNoun {
  static constexpr std::string_view word = "policy";
};
using PolicyId = Id<PolicyNoun>;

/// What the company has set out to keep to, for the cases of one priority or for all others.
struct Policy {
  PolicyId id;  ///< 0: the built-in one
  std::string name;
  std::optional<Priority> priority;  ///< absent: for every priority without a policy of its own
  std::int32_t first_reply_minutes = 4 * 60;
  std::int32_t next_reply_minutes = 4 * 60;
  std::int32_t resolution_minutes = 24 * 60;
  bool business_hours = true;  ///< whether only business time counts
  std::int64_t revision = 0;
};

inline constexpr std::int32_t longest_target_minutes = 366 * 24 * 60;
inline constexpr std::size_t most_policies = 20;

/// What holds while no policy fits: a first answer within the four business hours that the gate of
/// marketing asks for, a resolution within three working days.
Policy built_in_policy();

/// The policy for a priority: its own, else the one for all others, else the built-in one.
Policy policy_for(std::span<const Policy> policies, Priority priority);

}  // namespace kith::service
