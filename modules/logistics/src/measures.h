// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

/// The observations behind logistics' figures (metrics.md section 8), for insight to window and
/// roll up. Each names the message with which its episode began.
namespace kith::logistics {

extern const Statement list_opened_episodes;
extern const Statement list_critical_episodes;

/// Minutes from an episode's first alarm until somebody had seen it.
Result<std::vector<Observation>> observe_acknowledgements(QueryContext& context, Window window);
/// 1 for each reviewed episode that was worth telling, 0 for each that was not.
Result<std::vector<Observation>> observe_verdicts(QueryContext& context, Window window);

/// Each episode that is critical when the window ends, whenever it began: of severity 6 or more,
/// confirmed by a colleague who owns it, and not closed. One that is shelved is still there.
Result<std::vector<Observation>> observe_critical(QueryContext& context, Window window);

}  // namespace kith::logistics
