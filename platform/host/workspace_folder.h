// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/result.h>

namespace kith::host {

/// The numbers of the workspaces in a data folder, the oldest first.
std::vector<std::int64_t> workspaces_in(const std::string& data);

/// The folder of a workspace; of the oldest one for 0. `not_found` when there is no such one.
Result<std::string> workspace_folder(const std::string& data, std::int64_t workspace);

}  // namespace kith::host
