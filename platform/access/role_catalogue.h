// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <kith/caller.h>

#include "access/permission_patterns.h"

namespace kith::access {

/// Every permission that this server's parts and modules declare, and what the built-in roles come
/// to over them. Made once at start, then read only from any thread.
class RoleCatalogue {
 public:
  /// The permissions must live as long as the catalogue. Fails where one is declared twice or its
  /// name is not of the form area.noun.verb.
  static Result<RoleCatalogue> create(std::span<const Permission* const> permissions);

  /// All declared permissions, by name.
  std::span<const Permission* const> permissions() const { return permissions_; }
  /// What `patterns` cover among the declared permissions, by name.
  std::vector<std::string> expand(const PermissionPatterns& patterns) const;
  /// `invalid` for a pattern that covers nothing at all: a word misspelt, a module not loaded.
  Result<void> check_known(const PermissionPatterns& patterns) const;

  /// The permissions of a built-in role, nullptr for any other name.
  std::shared_ptr<const PermissionSet> built_in(std::string_view role) const;
  /// The patterns of a built-in role.
  static PermissionPatterns built_in_patterns(std::string_view role);
  /// Every declared permission: what the machine's owner has at the command line.
  std::shared_ptr<const PermissionSet> all() const { return all_; }

 private:
  RoleCatalogue() = default;

  std::vector<const Permission*> permissions_;
  std::unordered_map<std::string_view, std::shared_ptr<const PermissionSet>> built_in_;
  std::shared_ptr<const PermissionSet> all_;
};

/// Nothing where all of `wanted` is among `held`, else the first that is missing.
const std::string* first_missing(const std::vector<std::string>& wanted, const PermissionSet* held);

}  // namespace kith::access
