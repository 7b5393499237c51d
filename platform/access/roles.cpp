// SPDX-License-Identifier: Apache-2.0
#include "access/roles.h"

#include <fmt/format.h>

#include "access/built_in_roles.h"
#include "access/member_store.h"
#include "access/permissions.h"
#include "access/role_store.h"
#include "base/text_form.h"

namespace kith::access {
namespace {

constexpr std::size_t longest_role_name = 40;

RoleCard card_of(const RoleCatalogue& catalogue, const BuiltInRole& role) {
  const PermissionPatterns patterns = RoleCatalogue::built_in_patterns(role.name);
  return {.name = std::string(role.name),
          .meaning = std::string(role.meaning),
          .is_built_in = true,
          .patterns = patterns.list(),
          .permissions = catalogue.expand(patterns)};
}

RoleCard card_of(const RoleCatalogue& catalogue, const CustomRole& role) {
  return {.name = role.name,
          .patterns = role.permissions.list(),
          .permissions = catalogue.expand(role.permissions),
          .revision = role.revision};
}

Result<CustomRole> check(Access& access, const Caller& caller, const DefineRole& input) {
  KITH_CHECK(caller.require(role_manage));
  if (!text_form_rule(TextForm::word).matches(input.name) ||
      input.name.size() > longest_role_name) {
    return fail_at(ErrorCode::invalid, "/name",
                   "Must be a short word of small letters, as night_shift.");
  }
  if (access.roles().built_in(input.name)) {
    return fail_at(ErrorCode::rule, "/name", "A built-in role has this name, and stays as it is.");
  }
  CustomRole role{.name = input.name,
                  .permissions = KITH_TRY(PermissionPatterns::parse(input.permissions))};
  KITH_CHECK(access.roles().check_known(role.permissions));
  const std::vector<std::string> wanted = access.roles().expand(role.permissions);
  if (const std::string* missing = first_missing(wanted, caller.permissions.get())) {
    return fail(ErrorCode::forbidden,
                fmt::format("A role may only do what you may, and you have not the permission "
                            "{}. Leave it out with !{}.",
                            *missing, *missing));
  }
  return role;
}

/// The role as the writer sees it, where the caller may have a say over it.
Result<CustomRole> find_below(Access& access, store::Transaction& transaction, const Caller& caller,
                              std::string_view name, std::int64_t revision) {
  auto role = KITH_TRY(find_role(transaction.reader(), caller.workspace, name));
  if (!role) {
    return fail(ErrorCode::not_found, "There is no such role.");
  }
  KITH_CHECK(require_within(access.roles(), transaction.reader(), caller, name));
  KITH_CHECK(check_revision(role->revision, revision));
  return *std::move(role);
}

Result<void> record_role(store::Transaction& transaction, const Caller& caller, AuditAction action,
                         const CustomRole& role) {
  return record(transaction, {.action = action,
                              .workspace = caller.workspace,
                              .actor = caller.member,
                              .target_kind = "role",
                              .target = role.id.value,
                              .detail = role.name});
}

}  // namespace

Result<RoleList> list_roles(Access& access, const Caller& caller) {
  KITH_CHECK(caller.require(role_read));
  RoleList list;
  for (const BuiltInRole& role : built_in_roles()) {
    list.items.push_back(card_of(access.roles(), role));
  }
  auto lease = KITH_TRY(access.read());
  for (const CustomRole& role : KITH_TRY(custom_roles(*lease, caller.workspace))) {
    list.items.push_back(card_of(access.roles(), role));
  }
  return list;
}

Result<RoleCard> create_role(Access& access, const Caller& caller, const DefineRole& input) {
  CustomRole role = KITH_TRY(check(access, caller, input));
  role.revision = 1;
  return access.make([&](store::Transaction& transaction) -> Result<RoleCard> {
    if (KITH_TRY(find_role(transaction.reader(), caller.workspace, role.name))) {
      return fail_at(ErrorCode::conflict, "/name", "There is a role of this name already.");
    }
    role.id = {access.next_id(transaction)};
    KITH_CHECK(add_role(transaction, caller.workspace, role));
    KITH_CHECK(record_role(transaction, caller, AuditAction::role_created, role));
    return card_of(access.roles(), role);
  });
}

Result<RoleCard> change_role(Access& access, const Caller& caller, const DefineRole& input,
                             std::int64_t revision) {
  const CustomRole wanted = KITH_TRY(check(access, caller, input));
  RoleCard card = KITH_TRY(access.make([&](store::Transaction& transaction) -> Result<RoleCard> {
    CustomRole role = KITH_TRY(find_below(access, transaction, caller, wanted.name, revision));
    role.permissions = wanted.permissions;
    ++role.revision;
    KITH_CHECK(change_role_row(transaction, role));
    KITH_CHECK(record_role(transaction, caller, AuditAction::role_changed, role));
    return card_of(access.roles(), role);
  }));
  access.drop_rights(Affected::all_of(caller.workspace));
  return card;
}

Result<void> remove_role(Access& access, const Caller& caller, const RoleRef& input,
                         std::int64_t revision) {
  KITH_CHECK(caller.require(role_manage));
  return access.write([&](store::Transaction& transaction) -> Result<void> {
    const CustomRole role = KITH_TRY(find_below(access, transaction, caller, input.name, revision));
    if (KITH_TRY(has_members(transaction.reader(), caller.workspace, role.name))) {
      return fail(ErrorCode::rule, "Members have this role. Give them another one first.");
    }
    KITH_CHECK(remove_role_row(transaction, role.id));
    return record_role(transaction, caller, AuditAction::role_removed, role);
  });
}

}  // namespace kith::access
