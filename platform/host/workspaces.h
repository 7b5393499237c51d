// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "access/access.h"
#include "events/executor.h"
#include "host/member_names.h"
#include "host/workspace.h"

namespace kith::host {

/// Whether workspaces work on threads of their own, or only when somebody steps them.
enum class Pace : std::uint8_t { on_threads, stepped };

/// The workspaces of one server by their ids, each with its folder and its members' names. New
/// ones are opened at their first use. Safe from any thread once started.
class Workspaces {
 public:
  /// What they are made with; all of it outlives them.
  struct Services {
    access::Access& access;
    std::span<const Module* const> modules;
    const Clock& clock;
    Random& random;
    const Logger& log;
    Pace pace = Pace::on_threads;
    events::LaneSettings lanes = {};
    std::size_t most_bytes_of_answers = events::AnswerCache::usual_bytes;
    std::size_t page_bytes = Workspace::usual_page_bytes;
    net::Client* client = nullptr;  ///< what pushes replies; nullptr: nothing is pushed
  };
  /// Told of each workspace that was opened, before it starts.
  using Opened = std::function<void(Workspace&)>;

  Workspaces(std::string folder, Services services)
      : folder_(std::move(folder)), services_(services) {}

  void on_opened(Opened opened) { opened_ = std::move(opened); }
  /// Opens every workspace that access knows, and starts them unless they are to be stepped.
  Result<void> open_all();
  /// An open workspace; opens one that came since. `not_found` for an unknown id.
  Result<Workspace*> find(WorkspaceId id);
  /// Reads again who the members are, and tells each workspace what is different.
  void refresh_members();
  void stop();
  std::vector<Workspace*> all();

 private:
  struct Entry {
    std::unique_ptr<MemberNames> names;
    std::unique_ptr<Workspace> workspace;
  };
  Result<Workspace*> open(WorkspaceId id);
  void tell_members(Entry& entry);

  const std::string folder_;
  Services services_;
  Opened opened_;
  std::mutex mutex_;
  std::map<WorkspaceId, Entry> entries_;
};

/// Runs each call in the workspace of its caller: on the lane of one module, or as the platform's
/// own when `module` is "".
class WorkspaceExecutor final : public events::Executor {
 public:
  WorkspaceExecutor(Workspaces& workspaces, std::string_view module)
      : workspaces_(workspaces), module_(module) {}
  void execute(events::Call call) override;

 private:
  Workspaces& workspaces_;
  std::string_view module_;
};

}  // namespace kith::host
