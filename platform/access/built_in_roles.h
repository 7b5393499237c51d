// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace kith::access {

/// One line of a role: patterns (see PermissionPatterns) with spaces between them, and why.
struct RoleRule {
  std::string_view patterns;
  std::string_view reason;
};

/// A role that every workspace has. Constant data.
struct BuiltInRole {
  std::string_view name;
  std::string_view meaning;  ///< for the page of roles
  std::span<const RoleRule> rules;
};

/// The role whose last holder can neither leave it nor be disabled.
inline constexpr std::string_view owner_role = "owner";

std::span<const BuiltInRole> built_in_roles();

}  // namespace kith::access
