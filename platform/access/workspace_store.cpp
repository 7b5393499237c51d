// SPDX-License-Identifier: Apache-2.0
#include "access/workspace_store.h"

#include "access/access.h"

namespace kith::access {
namespace {

constexpr Statement find_workspace_statement{
    "access_find_workspace",
    "SELECT id, name, revision, created_at FROM access_workspace "
    "WHERE id = $id"};
constexpr Statement list_workspaces_statement{
    "access_list_workspaces",
    "SELECT id, name, revision, created_at FROM access_workspace ORDER BY id"};
constexpr Statement insert_workspace_statement{
    "access_add_workspace",
    "INSERT INTO access_workspace(id, name, revision, created_at) "
    "VALUES($id, $name, 1, $now)"};
constexpr Statement rename_workspace_statement{
    "access_rename_workspace",
    "UPDATE access_workspace SET name = $name, revision = revision + 1 "
    "WHERE id = $id"};

WorkspaceRow workspace_of(const Rows& row) {
  return {row.id_of<WorkspaceId>(0), row.string(1), row.integer(2), row.time(3)};
}

}  // namespace

std::span<const Statement* const> workspace_statements() {
  static constexpr const Statement* all[] = {&find_workspace_statement, &list_workspaces_statement,
                                             &insert_workspace_statement,
                                             &rename_workspace_statement};
  return all;
}

Result<WorkspaceRow> find_workspace(Reader& reader, WorkspaceId id) {
  auto rows = KITH_TRY(reader.query(find_workspace_statement, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such workspace.");
  }
  return workspace_of(*rows);
}

Result<std::vector<WorkspaceRow>> list_workspace_rows(Reader& reader) {
  std::vector<WorkspaceRow> workspaces;
  auto rows = KITH_TRY(reader.query(list_workspaces_statement));
  while (KITH_TRY(rows->next())) {
    workspaces.push_back(workspace_of(*rows));
  }
  return workspaces;
}

Result<WorkspaceRow> add_workspace_row(Access& access, store::Transaction& transaction,
                                       std::string_view name, MemberId actor) {
  WorkspaceRow workspace{{access.next_id(transaction)}, std::string(name), 1, transaction.now()};
  KITH_CHECK(transaction.run(
      insert_workspace_statement,
      {{"id", workspace.id}, {"name", workspace.name}, {"now", transaction.now()}}));
  KITH_CHECK(record(transaction, {.action = AuditAction::workspace_created,
                                  .workspace = workspace.id,
                                  .actor = actor,
                                  .target_kind = "workspace",
                                  .target = workspace.id.value}));
  return workspace;
}

Result<void> rename_workspace_row(store::Transaction& transaction, WorkspaceRow& workspace) {
  KITH_CHECK(transaction.run(rename_workspace_statement,
                             {{"id", workspace.id}, {"name", workspace.name}}));
  ++workspace.revision;
  return {};
}

}  // namespace kith::access
