// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <kith/context.h>

#include "watch.h"

namespace kith::logistics {

extern const Statement list_watch_rows;
extern const Statement list_watch_terms;
extern const Statement insert_watch;
extern const Statement update_watch;
extern const Statement add_watch_term;
extern const Statement clear_watch_terms;

/// All of them, ended ones too, in order of id; there are no more than most_watches.
Result<std::vector<Watch>> load_watches(Reader& reader);
/// The one of this number; `not_found`.
Result<Watch> load_watch(Reader& reader, WatchId id);

/// Queues a watch by `insert_watch` or `update_watch`, with its terms.
void store_watch(CommandContext& context, const Statement& statement, const Watch& watch);

}  // namespace kith::logistics
