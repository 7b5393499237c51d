// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "access/audit.h"
#include "host/command_line.h"
#include "http/route_table.h"

namespace kith::host {

/// What a command did with the data folder's own files.
enum class FilesAction : std::uint8_t { exported, backed_up };

/// Puts what a command did on the record of each of these workspaces: through the server that holds
/// the folder, or in its file while none does. An error says that it was done all the same.
Result<void> put_on_record(Invocation& invocation, FilesAction action,
                           const std::vector<std::int64_t>& workspaces);

/// The same for a folder that was restored and has no name yet.
Result<void> put_restore_on_record(const std::string& folder, const Clock& clock);

/// Where commands tell a running server what they did.
void add_record_endpoint(http::RouteTable& table, access::Access& access);

}  // namespace kith::host
