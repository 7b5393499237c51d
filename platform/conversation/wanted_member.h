// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <kith/caller.h>

namespace kith::conversation {

/// Whom a filter names: "me", "none" (0) or a member's id. `invalid` at `pointer` for another text.
Result<MemberId> wanted_member(const Caller& caller, std::string_view text,
                               std::string_view pointer);

}  // namespace kith::conversation
