// SPDX-License-Identifier: Apache-2.0
#include "host/workspace_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "store/folder.h"

namespace kith::host {

std::vector<std::int64_t> workspaces_in(const std::string& data) {
  std::vector<std::int64_t> workspaces;
  const std::string folder = data + "/workspaces/";
  std::error_code absent;
  for (const std::string& name : store::names_in(folder).value_or(std::vector<std::string>())) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    const bool is_number = error == std::errc() && end == name.data() + name.size();
    if (is_number && std::filesystem::exists(folder + name + "/kith.db", absent)) {
      workspaces.push_back(number);
    }
  }
  // A workspace's number is larger than those of the ones before it.
  std::ranges::sort(workspaces);
  return workspaces;
}

Result<std::string> workspace_folder(const std::string& data, std::int64_t workspace) {
  const std::vector<std::int64_t> there = workspaces_in(data);
  if (workspace == 0 && !there.empty()) {
    workspace = there.front();
  }
  std::string folder = fmt::format("{}/workspaces/{}", data, workspace);
  if (std::ranges::find(there, workspace) == there.end()) {
    return fail(ErrorCode::not_found, fmt::format("There is no workspace in {}.", folder));
  }
  return folder;
}

}  // namespace kith::host
