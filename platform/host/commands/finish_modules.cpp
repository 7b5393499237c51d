// SPDX-License-Identifier: Apache-2.0
#include "host/commands/finish_modules.h"

#include <algorithm>
#include <thread>

namespace kith::host {

Result<void> finish_modules(LocalApi& api, WorkspaceId id) {
  Server* const server = api.own_server();
  if (server == nullptr) {
    return {};
  }
  Workspace* workspace = KITH_TRY(server->workspaces().find(id));
  const auto is_done = [workspace] {
    return std::ranges::all_of(workspace->bus().lanes(), [&](const auto& lane) {
      return lane->is_set_aside() || lane->cursor() >= workspace->writer().last_sequence();
    });
  };
  for (int wait = 0; wait < 150'000 && !is_done(); ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return {};
}

}  // namespace kith::host
