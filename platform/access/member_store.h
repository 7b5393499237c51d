// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <kith/reader.h>

#include "access/ids.h"
#include "store/transaction.h"

namespace kith::access {

class Access;

/// A row of access_member with what its account and role say beside it.
struct MemberRow {
  MemberId id;
  WorkspaceId workspace;
  AccountId account;
  std::string name;
  std::string email;
  std::string role;
  Department department = Department::none;
  std::int64_t revision = 0;
  Time created_at;
  Time joined_at;    ///< 0 while an invitation waits
  Time disabled_at;  ///< 0 while not

  bool is_active() const { return joined_at && !disabled_at; }
};

/// `not_found` for any id that is not of that workspace, and for erased members.
Result<MemberRow> find_member(Reader& reader, WorkspaceId workspace, MemberId id);
/// By the account; nothing where it has no place in the workspace.
Result<std::optional<MemberRow>> find_member_of(Reader& reader, WorkspaceId workspace,
                                                AccountId account);
/// Starts the list of a workspace in the order of ids.
Result<std::unique_ptr<Rows>> list_member_rows(Reader& reader, WorkspaceId workspace,
                                               std::int64_t after, std::int64_t limit);
MemberRow member_row_of(const Rows& row);

/// A place in a workspace where the account is active.
struct Membership {
  MemberId member;
  WorkspaceId workspace;
  std::string workspace_name;
};
/// In the order of the workspaces' ids.
Result<std::vector<Membership>> active_memberships(Reader& reader, AccountId account);
/// Whether the account has, or is invited to, a place in any other workspace.
Result<bool> belongs_elsewhere(Reader& reader, AccountId account, WorkspaceId workspace);

/// Adds the row and gives `member` its id and moment.
Result<void> add_member_row(Access& access, store::Transaction& transaction, MemberRow& member);
/// Writes name, role, department, joined_at and disabled_at, and raises the revision. Keeps the
/// workspace's last owner: `rule`.
Result<void> change_member_row(store::Transaction& transaction, MemberRow& member);
Result<void> erase_member_row(store::Transaction& transaction, const MemberRow& member);

/// `stale` unless the row's revision is the one that the caller saw.
Result<void> check_revision(std::int64_t is, std::int64_t expected);

std::span<const Statement* const> member_statements();

}  // namespace kith::access
