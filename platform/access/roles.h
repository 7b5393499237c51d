// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/described.h>

#include "access/access.h"

namespace kith::access {

/// A role and what it comes to on this server.
struct RoleCard {
  std::string name;
  std::string meaning;
  bool is_built_in = false;
  std::vector<std::string> patterns;
  std::vector<std::string> permissions;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "A role.", field<&RoleCard::name>("Its name."),
        field<&RoleCard::meaning>("What it is for; empty for the workspace's own."),
        field<&RoleCard::is_built_in>("Whether every workspace has it, as it is."),
        field<&RoleCard::patterns>("Its permissions as they were given."),
        field<&RoleCard::permissions>("Every permission that this comes to, today."),
        field<&RoleCard::revision>("Grows with each change: the ETag; 0 for a built-in one."));
  }
};

/// Every role of a workspace.
struct RoleList {
  std::vector<RoleCard> items;

  static consteval auto describe() {
    return described("Roles.",
                     field<&RoleList::items>("Built-in ones first, then the workspace's own."));
  }
};

Result<RoleList> list_roles(Access& access, const Caller& caller);

/// A role of the workspace's own.
struct DefineRole {
  std::string name;
  std::vector<std::string> permissions;

  static consteval auto describe() {
    return described(
        "Defines a role.", field<&DefineRole::name>("Its name.", length{1, 40}, forms::word),
        field<&DefineRole::permissions>("What it may do: permissions, or patterns of them as "
                                        "conversation.*, *.read and !people.*.",
                                        length{1, 101}, items{1, 100}));
  }
};

/// Names one role of the workspace's own.
struct RoleRef {
  std::string name;

  static consteval auto describe() {
    return described("Names a role.", field<&RoleRef::name>("Its name.", length{1, 40}));
  }
};

/// Nobody defines a role that may do what they may not: `forbidden`, naming it. `revision` is the
/// one in If-Match. A change takes effect for its members before this returns.
Result<RoleCard> create_role(Access& access, const Caller& caller, const DefineRole& input);
Result<RoleCard> change_role(Access& access, const Caller& caller, const DefineRole& input,
                             std::int64_t revision);
/// `rule` while a member has it.
Result<void> remove_role(Access& access, const Caller& caller, const RoleRef& input,
                         std::int64_t revision);

}  // namespace kith::access
