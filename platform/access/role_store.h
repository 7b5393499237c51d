// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kith/caller.h>
#include <kith/reader.h>

#include "access/ids.h"
#include "access/permission_patterns.h"
#include "access/role_catalogue.h"
#include "store/transaction.h"

namespace kith::access {

/// A role that a workspace made.
struct CustomRole {
  RoleId id;
  std::string name;
  PermissionPatterns permissions;
  std::int64_t revision = 0;
};

Result<std::optional<CustomRole>> find_role(Reader& reader, WorkspaceId workspace,
                                            std::string_view name);
Result<std::vector<CustomRole>> custom_roles(Reader& reader, WorkspaceId workspace);
Result<void> add_role(store::Transaction& transaction, WorkspaceId workspace,
                      const CustomRole& role);
/// Writes its permissions and the next revision.
Result<void> change_role_row(store::Transaction& transaction, const CustomRole& role);
Result<void> remove_role_row(store::Transaction& transaction, RoleId id);
Result<bool> has_members(Reader& reader, WorkspaceId workspace, std::string_view role);

/// What a role may do in a workspace; nothing where there is no such role.
Result<std::shared_ptr<const PermissionSet>> permissions_of_role(const RoleCatalogue& catalogue,
                                                                 Reader& reader,
                                                                 WorkspaceId workspace,
                                                                 std::string_view role);

/// `forbidden`, naming what is missing, unless the caller may do everything that the role may:
/// nobody gives, changes or takes over more than they have themselves. `invalid` where there is no
/// such role.
Result<void> require_within(const RoleCatalogue& catalogue, Reader& reader, const Caller& caller,
                            std::string_view role);

std::span<const Statement* const> role_statements();

}  // namespace kith::access
