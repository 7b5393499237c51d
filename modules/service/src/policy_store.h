// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <kith/reader.h>

#include "policy.h"

namespace kith::service {

extern const Statement list_policies;
extern const Statement insert_policy;
extern const Statement update_policy;

/// All of them, in order of id; there are few.
Result<std::vector<Policy>> load_policies(Reader& reader);
/// The one of this number; `not_found`.
Result<Policy> load_policy(Reader& reader, PolicyId id);

}  // namespace kith::service
