// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/caller.h>

/// What a role may be allowed in logistics.
namespace kith::logistics {

inline constexpr Permission watch_read{"logistics.watch.read",
                                       "see what logistics follows, and how many speak of it"};
inline constexpr Permission watch_manage{"logistics.watch.manage", "make, change and end watches"};
inline constexpr Permission episode_read{"logistics.episode.read",
                                         "see the episodes and the messages behind them"};
inline constexpr Permission episode_change{"logistics.episode.change",
                                           "acknowledge, own, shelve, close and review episodes"};

}  // namespace kith::logistics
