// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "access/audit.h"
#include "base/clock.h"

namespace kith::access {

/// Puts entries on the record of a server's file that no process works on, for the commands that
/// work on the data folder itself; brings the file up to date first. Needs no sealing key.
Result<void> record_in_file(const std::string& path, std::span<const AuditRecord> entries,
                            const Clock& clock);

}  // namespace kith::access
