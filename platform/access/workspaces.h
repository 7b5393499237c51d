// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/described.h>

#include "access/access.h"
#include "access/authenticated.h"
#include "access/workspace_store.h"

namespace kith::access {

/// A workspace, as its members see it.
struct WorkspaceCard {
  WorkspaceId id;
  std::string name;
  Time created_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("A workspace: one company.", field<&WorkspaceCard::id>("The workspace."),
                     field<&WorkspaceCard::name>("What it is called."),
                     field<&WorkspaceCard::created_at>("Since when it exists."),
                     field<&WorkspaceCard::revision>("Grows with each change: the ETag."));
  }
};

/// The workspaces of one server.
struct WorkspaceList {
  std::vector<WorkspaceCard> items;

  static consteval auto describe() {
    return described("Workspaces.", field<&WorkspaceList::items>("The workspaces, oldest first."));
  }
};

/// Every workspace of the server: for the host, which opens them at start, and the command line.
Result<WorkspaceList> all_workspaces(Access& access);
/// The workspace that the caller is in.
Result<WorkspaceCard> get_workspace(Access& access, const Caller& caller);

/// What a workspace is to be called.
struct NameWorkspace {
  std::string name;

  static consteval auto describe() {
    return described(
        "Names a workspace.",
        field<&NameWorkspace::name>("What it is called.", length{1, 100}, forms::any_line));
  }
};

/// A new workspace, whose owner the caller is; made at the command line, it waits for an owner to
/// be added there.
Result<WorkspaceCard> create_workspace(Access& access, const Authenticated& who,
                                       const NameWorkspace& input);
/// `revision` is the one in If-Match.
Result<WorkspaceCard> rename_workspace(Access& access, const Caller& caller,
                                       const NameWorkspace& input, std::int64_t revision);

}  // namespace kith::access
