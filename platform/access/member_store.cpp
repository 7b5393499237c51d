// SPDX-License-Identifier: Apache-2.0
#include "access/member_store.h"

#include "access/access.h"
#include "access/built_in_roles.h"

namespace kith::access {
namespace {

constexpr Statement find_member_statement{
    "access_find_member",
    "SELECT * FROM access_member_entry "
    "WHERE id = $id AND workspace_id = $workspace AND erased_at = 0"};
constexpr Statement find_of_account{
    "access_find_member_of_account",
    "SELECT * FROM access_member_entry WHERE workspace_id = $workspace AND account_id = $account "
    "AND erased_at = 0"};
constexpr Statement list_members_statement{
    "access_list_members",
    "SELECT * FROM access_member_entry WHERE workspace_id = $workspace "
    "AND id > $after AND erased_at = 0 ORDER BY id LIMIT $limit"};
constexpr Statement list_memberships{
    "access_list_memberships",
    "SELECT m.id, m.workspace_id, w.name FROM access_member m "
    "JOIN access_workspace w ON w.id = m.workspace_id WHERE m.account_id = $account "
    "AND m.joined_at <> 0 AND m.disabled_at = 0 ORDER BY m.workspace_id"};
constexpr Statement find_elsewhere{
    "access_find_member_elsewhere",
    "SELECT id FROM access_member WHERE account_id = $account AND workspace_id <> $workspace "
    "AND erased_at = 0 LIMIT 1"};
constexpr Statement find_owner{
    "access_find_owner",
    "SELECT id FROM access_member WHERE workspace_id = $workspace AND role = $role "
    "AND joined_at <> 0 AND disabled_at = 0 AND id <> $except LIMIT 1"};
constexpr Statement find_active_role{
    "access_find_active_role",
    "SELECT role FROM access_member WHERE id = $id AND joined_at <> 0 AND disabled_at = 0"};
constexpr Statement insert_member_statement{
    "access_add_member",
    "INSERT INTO access_member(id, workspace_id, account_id, name, role, department, revision, "
    "created_at, joined_at, disabled_at, erased_at) VALUES($id, $workspace, $account, $name, "
    "$role, $department, 1, $now, $joined_at, 0, 0)"};
constexpr Statement update_member_statement{
    "access_change_member",
    "UPDATE access_member SET name = $name, role = $role, department = $department, "
    "joined_at = $joined_at, disabled_at = $disabled_at, revision = revision + 1 "
    "WHERE id = $id AND revision = $revision"};
// Let go of its account, which may belong elsewhere and come back here one day.
constexpr Statement erase_member_statement{
    "access_erase_member",
    "UPDATE access_member SET name = '', account_id = -id, "
    "revision = revision + 1, erased_at = $now WHERE id = $id"};

// A workspace without an owner could never get one again.
Result<void> check_owner_stays(store::Transaction& transaction, const MemberRow& member) {
  if (member.role == owner_role && member.is_active()) {
    return {};
  }
  auto rows = KITH_TRY(transaction.reader().query(find_active_role, {{"id", member.id}}));
  const bool was_owner = KITH_TRY(rows->next()) && rows->text(0) == owner_role;
  rows.reset();
  if (!was_owner) {
    return {};
  }
  const auto other = KITH_TRY(transaction.reader().number(
      find_owner, {{"workspace", member.workspace}, {"role", owner_role}, {"except", member.id}}));
  if (!other) {
    return fail(ErrorCode::rule,
                "This is the last owner of the workspace. Make somebody else an owner first.");
  }
  return {};
}

}  // namespace

std::span<const Statement* const> member_statements() {
  static constexpr const Statement* all[] = {&find_member_statement,   &find_of_account,
                                             &list_members_statement,  &list_memberships,
                                             &find_elsewhere,          &find_owner,
                                             &find_active_role,        &insert_member_statement,
                                             &update_member_statement, &erase_member_statement};
  return all;
}

// In the order of the view's columns.
MemberRow member_row_of(const Rows& row) {
  return {.id = row.id_of<MemberId>(0),
          .workspace = row.id_of<WorkspaceId>(1),
          .account = row.id_of<AccountId>(2),
          .name = row.string(3),
          .email = row.string(4),
          .role = row.string(5),
          .department = static_cast<Department>(row.integer(6)),
          .revision = row.integer(7),
          .created_at = row.time(8),
          .joined_at = row.time(9),
          .disabled_at = row.time(10)};
}

Result<MemberRow> find_member(Reader& reader, WorkspaceId workspace, MemberId id) {
  auto rows = KITH_TRY(reader.query(find_member_statement, {{"id", id}, {"workspace", workspace}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such member.");
  }
  return member_row_of(*rows);
}

Result<std::optional<MemberRow>> find_member_of(Reader& reader, WorkspaceId workspace,
                                                AccountId account) {
  auto rows =
      KITH_TRY(reader.query(find_of_account, {{"workspace", workspace}, {"account", account}}));
  return KITH_TRY(rows->next()) ? std::optional(member_row_of(*rows)) : std::nullopt;
}

Result<std::unique_ptr<Rows>> list_member_rows(Reader& reader, WorkspaceId workspace,
                                               std::int64_t after, std::int64_t limit) {
  return reader.query(list_members_statement,
                      {{"workspace", workspace}, {"after", after}, {"limit", limit}});
}

Result<std::vector<Membership>> active_memberships(Reader& reader, AccountId account) {
  std::vector<Membership> memberships;
  auto rows = KITH_TRY(reader.query(list_memberships, {{"account", account}}));
  while (KITH_TRY(rows->next())) {
    memberships.push_back({rows->id_of<MemberId>(0), rows->id_of<WorkspaceId>(1), rows->string(2)});
  }
  return memberships;
}

Result<bool> belongs_elsewhere(Reader& reader, AccountId account, WorkspaceId workspace) {
  return KITH_TRY(reader.number(find_elsewhere, {{"account", account}, {"workspace", workspace}}))
      .has_value();
}

Result<void> add_member_row(Access& access, store::Transaction& transaction, MemberRow& member) {
  if (KITH_TRY(find_member_of(transaction.reader(), member.workspace, member.account))) {
    return fail_at(ErrorCode::conflict, "/email",
                   "Somebody with this address is a member already; enable or change them.");
  }
  member.id = {access.next_id(transaction)};
  member.revision = 1;
  member.created_at = transaction.now();
  return transaction.run(insert_member_statement,
                         {{"id", member.id},
                          {"workspace", member.workspace},
                          {"account", member.account},
                          {"name", member.name},
                          {"role", member.role},
                          {"department", static_cast<int>(member.department)},
                          {"now", transaction.now()},
                          {"joined_at", member.joined_at}});
}

Result<void> change_member_row(store::Transaction& transaction, MemberRow& member) {
  KITH_CHECK(check_owner_stays(transaction, member));
  KITH_CHECK(
      transaction.run(update_member_statement, {{"id", member.id},
                                                {"name", member.name},
                                                {"role", member.role},
                                                {"department", static_cast<int>(member.department)},
                                                {"joined_at", member.joined_at},
                                                {"disabled_at", member.disabled_at},
                                                {"revision", member.revision}}));
  ++member.revision;
  return {};
}

Result<void> erase_member_row(store::Transaction& transaction, const MemberRow& member) {
  return transaction.run(erase_member_statement, {{"id", member.id}, {"now", transaction.now()}});
}

Result<void> check_revision(std::int64_t is, std::int64_t expected) {
  if (is != expected) {
    return fail(ErrorCode::stale,
                "Somebody else changed this meanwhile. Look at it again, then repeat the change.");
  }
  return {};
}

}  // namespace kith::access
