// SPDX-License-Identifier: Apache-2.0
#include "host/workspaces.h"

#include <fmt/format.h>

#include "access/workspaces.h"

namespace kith::host {

Result<void> Workspaces::open_all() {
  const access::WorkspaceList known = KITH_TRY(access::all_workspaces(services_.access));
  const std::lock_guard lock(mutex_);
  for (const access::WorkspaceCard& card : known.items) {
    KITH_TRY(open(card.id));
  }
  return {};
}

Result<Workspace*> Workspaces::find(WorkspaceId id) {
  const std::lock_guard lock(mutex_);
  if (const auto known = entries_.find(id); known != entries_.end()) {
    return known->second.workspace.get();
  }
  const access::WorkspaceList known = KITH_TRY(access::all_workspaces(services_.access));
  for (const access::WorkspaceCard& card : known.items) {
    if (card.id == id) {
      return open(id);
    }
  }
  return fail(ErrorCode::not_found, "There is no such workspace.");
}

Result<Workspace*> Workspaces::open(WorkspaceId id) {
  Entry entry;
  entry.names = std::make_unique<MemberNames>(services_.access, id);
  KITH_CHECK(entry.names->refresh());
  std::optional<Workspace::Services::Pushing> pushing;
  if (services_.client != nullptr) {
    pushing.emplace(*services_.client, services_.access.sealing());
  }
  entry.workspace =
      KITH_TRY(Workspace::open(id,
                               {.folder = fmt::format("{}/workspaces/{}", folder_, id.value),
                                .lanes = services_.lanes,
                                .most_bytes_of_answers = services_.most_bytes_of_answers,
                                .page_bytes = services_.page_bytes},
                               {services_.modules, services_.clock, services_.random, *entry.names,
                                services_.log, pushing}));
  Workspace* workspace = entry.workspace.get();
  tell_members(entry);
  if (opened_) {
    opened_(*workspace);
  }
  if (services_.pace == Pace::on_threads) {
    workspace->start();
  }
  entries_.emplace(id, std::move(entry));
  return workspace;
}

void Workspaces::refresh_members() {
  const std::lock_guard lock(mutex_);
  for (auto& [id, entry] : entries_) {
    if (!entry.names->refresh()) {
      services_.log.warning("members.unread", {{"workspace", id.value}});
      continue;
    }
    tell_members(entry);
  }
}

void Workspaces::tell_members(Entry& entry) {
  entry.workspace->writer().submit(
      store::Urgency::background,
      [places = entry.names->places()](store::Transaction& transaction) {
        return conversation::update_member_places(transaction, places);
      },
      [this, id = entry.workspace->id()](const Result<store::Writer::Commit>& committed) {
        if (!committed) {
          services_.log.warning("members.untold", {{"workspace", id.value}});
        }
      });
}

void Workspaces::stop() {
  const std::lock_guard lock(mutex_);
  for (auto& [id, entry] : entries_) {
    entry.workspace->stop();
  }
}

std::vector<Workspace*> Workspaces::all() {
  const std::lock_guard lock(mutex_);
  std::vector<Workspace*> open;
  for (auto& [id, entry] : entries_) {
    open.push_back(entry.workspace.get());
  }
  return open;
}

void WorkspaceExecutor::execute(events::Call call) {
  Result<Workspace*> workspace = workspaces_.find(call.caller.workspace);
  if (!workspace) {
    call.done(std::unexpected(std::move(workspace).error()));
    return;
  }
  if (module_.empty()) {
    (*workspace)->executor().execute(std::move(call));
    return;
  }
  events::Lane* lane = (*workspace)->bus().lane(module_);
  if (lane == nullptr) {
    call.done(fail(ErrorCode::not_found, "This module is not loaded."));
    return;
  }
  lane->execute(std::move(call));
}

}  // namespace kith::host
