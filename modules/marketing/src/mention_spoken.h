// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/module.h>

#include "act.h"

/// Mentions as they are weighed today: whose they are, who is left out and who hears them is asked
/// of the platform's views and of records, so that merges, their undoing, flags and corrections
/// count at once, and for all time that has passed.
namespace kith::marketing {

extern const Statement list_spoken;
extern const Statement list_spoken_by;

/// How many mentions are weighed at most: the newest.
inline constexpr std::int64_t most_spoken = 20'000;

/// The mentions of a window and of the 48 hours before it, weighed beside each other; those of
/// excluded persons (staff, bots, test accounts) and of nobody are left out.
Result<std::vector<Weighed>> load_weighed(QueryContext& context, Window window);

/// The messages of a person, today's, that speak of us: the newest `most`, not weighed.
Result<std::vector<Spoken>> load_spoken_by(QueryContext& context, PersonId person,
                                           std::int64_t most);

}  // namespace kith::marketing
