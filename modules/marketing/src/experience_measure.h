// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

/// The measure marketing.experience: criterion R6 of the gate.
namespace kith::marketing {

/// A window of 28 days grows to 90 until it holds this many.
inline constexpr Growth experience_growth{.days = 28, .at_most = 90, .enough = 120};

/// One observation a person and 28 days: whether the newest experience of their own that they told
/// in public was a good one.
Result<std::vector<Observation>> observe_experience(QueryContext& context, Window window);

}  // namespace kith::marketing
