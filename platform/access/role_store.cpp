// SPDX-License-Identifier: Apache-2.0
#include "access/role_store.h"

#include <fmt/format.h>

#include "access/built_in_roles.h"
#include "access/permissions.h"

namespace kith::access {
namespace {

constexpr Statement find_role_statement{"access_find_role",
                                        "SELECT id, name, permissions, revision FROM access_role "
                                        "WHERE workspace_id = $workspace AND name = $name"};
constexpr Statement list_roles_statement{"access_list_roles",
                                         "SELECT id, name, permissions, revision FROM access_role "
                                         "WHERE workspace_id = $workspace ORDER BY name"};
constexpr Statement insert_role_statement{
    "access_add_role",
    "INSERT INTO access_role(id, workspace_id, name, permissions, revision, created_at) "
    "VALUES($id, $workspace, $name, $permissions, 1, $now)"};
constexpr Statement update_role_statement{"access_change_role",
                                          "UPDATE access_role SET permissions = $permissions, "
                                          "revision = revision + 1 WHERE id = $id"};
constexpr Statement remove_role_statement{"access_remove_role",
                                          "DELETE FROM access_role WHERE id = $id"};
constexpr Statement find_member_with{
    "access_find_member_with_role",
    "SELECT id FROM access_member WHERE workspace_id = $workspace AND role = $role "
    "AND erased_at = 0 LIMIT 1"};

CustomRole role_of(const Rows& row) {
  return {.id = row.id_of<RoleId>(0),
          .name = row.string(1),
          .permissions = PermissionPatterns::from_text(row.text(2)),
          .revision = row.integer(3)};
}

}  // namespace

std::span<const Statement* const> role_statements() {
  static constexpr const Statement* all[] = {&find_role_statement,   &list_roles_statement,
                                             &insert_role_statement, &update_role_statement,
                                             &remove_role_statement, &find_member_with};
  return all;
}

Result<std::optional<CustomRole>> find_role(Reader& reader, WorkspaceId workspace,
                                            std::string_view name) {
  auto rows =
      KITH_TRY(reader.query(find_role_statement, {{"workspace", workspace}, {"name", name}}));
  return KITH_TRY(rows->next()) ? std::optional(role_of(*rows)) : std::nullopt;
}

Result<std::vector<CustomRole>> custom_roles(Reader& reader, WorkspaceId workspace) {
  std::vector<CustomRole> roles;
  auto rows = KITH_TRY(reader.query(list_roles_statement, {{"workspace", workspace}}));
  while (KITH_TRY(rows->next())) {
    roles.push_back(role_of(*rows));
  }
  return roles;
}

Result<void> add_role(store::Transaction& transaction, WorkspaceId workspace,
                      const CustomRole& role) {
  const std::string permissions = role.permissions.text();
  return transaction.run(insert_role_statement, {{"id", role.id},
                                                 {"workspace", workspace},
                                                 {"name", role.name},
                                                 {"permissions", permissions},
                                                 {"now", transaction.now()}});
}

Result<void> change_role_row(store::Transaction& transaction, const CustomRole& role) {
  const std::string permissions = role.permissions.text();
  return transaction.run(update_role_statement, {{"id", role.id}, {"permissions", permissions}});
}

Result<void> remove_role_row(store::Transaction& transaction, RoleId id) {
  return transaction.run(remove_role_statement, {{"id", id}});
}

Result<bool> has_members(Reader& reader, WorkspaceId workspace, std::string_view role) {
  return KITH_TRY(reader.number(find_member_with, {{"workspace", workspace}, {"role", role}}))
      .has_value();
}

Result<std::shared_ptr<const PermissionSet>> permissions_of_role(const RoleCatalogue& catalogue,
                                                                 Reader& reader,
                                                                 WorkspaceId workspace,
                                                                 std::string_view role) {
  if (auto permissions = catalogue.built_in(role)) {
    return permissions;
  }
  const auto custom = KITH_TRY(find_role(reader, workspace, role));
  if (!custom) {
    return std::shared_ptr<const PermissionSet>();
  }
  return std::make_shared<const PermissionSet>(catalogue.expand(custom->permissions));
}

Result<void> require_within(const RoleCatalogue& catalogue, Reader& reader, const Caller& caller,
                            std::string_view role) {
  const auto permissions = KITH_TRY(permissions_of_role(catalogue, reader, caller.workspace, role));
  if (permissions == nullptr) {
    return fail_at(ErrorCode::invalid, "/role",
                   fmt::format("There is no role \"{}\" in this workspace.", role));
  }
  if (role == owner_role) {
    KITH_CHECK(caller.require(owner_transfer));
  }
  if (const std::string* missing = first_missing(permissions->names(), caller.permissions.get())) {
    return fail(ErrorCode::forbidden,
                fmt::format("The role {} may do what you may not: it has the permission {}. Ask "
                            "an owner.",
                            role, *missing));
  }
  return {};
}

}  // namespace kith::access
