// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/doctor.h"
#include "store/sqlite.h"

namespace kith::host {

/// What a quick look into one database finds: whether its log holds, how its clock stands to ours,
/// what its modules could not handle and how far they are behind. Reads `database` only.
std::vector<Finding> look_into(store::Connection& database, const std::string& name, Time now);

}  // namespace kith::host
