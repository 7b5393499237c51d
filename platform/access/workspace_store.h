// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <kith/reader.h>

#include "access/ids.h"
#include "store/transaction.h"

namespace kith::access {

class Access;

/// A row of access_workspace.
struct WorkspaceRow {
  WorkspaceId id;
  std::string name;
  std::int64_t revision = 0;
  Time created_at;
};

/// `not_found` where there is none.
Result<WorkspaceRow> find_workspace(Reader& reader, WorkspaceId id);
/// All of this server, in the order of ids.
Result<std::vector<WorkspaceRow>> list_workspace_rows(Reader& reader);
/// Adds a workspace of that name, which display_name() has put into form, and records it.
Result<WorkspaceRow> add_workspace_row(Access& access, store::Transaction& transaction,
                                       std::string_view name, MemberId actor);
Result<void> rename_workspace_row(store::Transaction& transaction, WorkspaceRow& workspace);

std::span<const Statement* const> workspace_statements();

}  // namespace kith::access
