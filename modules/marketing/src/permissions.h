// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/caller.h>

/// What a role may be allowed in marketing.
namespace kith::marketing {

inline constexpr Permission gate_read{
    "marketing.gate.read", "see whether marketing may publish, and what it lacks if it may not"};
inline constexpr Permission owner_manage{"marketing.owner.manage",
                                         "say who answers for a department's open loops"};

}  // namespace kith::marketing
