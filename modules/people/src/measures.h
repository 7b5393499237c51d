// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

namespace kith::people {

/// 1 for each question of the window whose answer helped, 0 where the asker asked again; censored
/// where nobody can say yet. At most the newest 20 000 of the window.
Result<std::vector<Observation>> observe_helped(QueryContext& context, Window window);

}  // namespace kith::people
