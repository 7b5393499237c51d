// SPDX-License-Identifier: Apache-2.0
#include "access/workspaces.h"

#include "access/built_in_roles.h"
#include "access/display_name.h"
#include "access/member_store.h"
#include "access/permissions.h"

namespace kith::access {
namespace {

WorkspaceCard card_of(const WorkspaceRow& row) {
  return {row.id, row.name, row.created_at, row.revision};
}

Result<void> add_first_owner(Access& access, store::Transaction& transaction,
                             const Authenticated& who, WorkspaceId workspace) {
  const MemberRow creator =
      KITH_TRY(find_member(transaction.reader(), who.caller.workspace, who.caller.member));
  MemberRow owner{.workspace = workspace,
                  .account = creator.account,
                  .name = creator.name,
                  .role = std::string(owner_role),
                  .joined_at = transaction.now()};
  KITH_CHECK(add_member_row(access, transaction, owner));
  return record(transaction, {.action = AuditAction::member_added,
                              .workspace = workspace,
                              .actor = owner.id,
                              .account = owner.account,
                              .target_kind = "member",
                              .target = owner.id.value,
                              .detail = owner.role});
}

}  // namespace

Result<WorkspaceList> all_workspaces(Access& access) {
  auto lease = KITH_TRY(access.read());
  WorkspaceList list;
  for (const WorkspaceRow& row : KITH_TRY(list_workspace_rows(*lease))) {
    list.items.push_back(card_of(row));
  }
  return list;
}

Result<WorkspaceCard> get_workspace(Access& access, const Caller& caller) {
  KITH_CHECK(caller.require(workspace_read));
  auto lease = KITH_TRY(access.read());
  return card_of(KITH_TRY(find_workspace(*lease, caller.workspace)));
}

Result<WorkspaceCard> create_workspace(Access& access, const Authenticated& who,
                                       const NameWorkspace& input) {
  KITH_CHECK(who.caller.require(workspace_create));
  const std::string name = KITH_TRY(display_name(input.name, "/name"));
  return access.make([&](store::Transaction& transaction) -> Result<WorkspaceCard> {
    const WorkspaceRow workspace =
        KITH_TRY(add_workspace_row(access, transaction, name, who.caller.member));
    if (who.caller.member) {
      KITH_CHECK(add_first_owner(access, transaction, who, workspace.id));
    }
    return card_of(workspace);
  });
}

Result<WorkspaceCard> rename_workspace(Access& access, const Caller& caller,
                                       const NameWorkspace& input, std::int64_t revision) {
  KITH_CHECK(caller.require(workspace_manage));
  const std::string name = KITH_TRY(display_name(input.name, "/name"));
  return access.make([&](store::Transaction& transaction) -> Result<WorkspaceCard> {
    WorkspaceRow workspace = KITH_TRY(find_workspace(transaction.reader(), caller.workspace));
    KITH_CHECK(check_revision(workspace.revision, revision));
    workspace.name = name;
    KITH_CHECK(rename_workspace_row(transaction, workspace));
    KITH_CHECK(record(transaction, {.action = AuditAction::workspace_renamed,
                                    .workspace = workspace.id,
                                    .actor = caller.member,
                                    .target_kind = "workspace",
                                    .target = workspace.id.value}));
    return card_of(workspace);
  });
}

}  // namespace kith::access
