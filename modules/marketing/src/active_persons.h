// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>
#include <kith/figure_events.h>
#include <kith/module.h>

#include "active_events.h"

/// The customers who did something lately, by whom word of mouth is divided. Counting them looks at
/// every conversation of half a year, so it happens with each day's figures and not when asked.
namespace kith::marketing {

extern const Statement count_active;
extern const Statement find_active;
extern const Statement save_active;

/// How many conversations are looked through for active customers at most: the newest.
inline constexpr std::int64_t most_conversations = 100'000;

/// The newest count.
struct Active {
  Time until;
  std::int64_t persons = 0;
};

/// The one row, by the number 1.
struct ActiveTable {
  using Key = std::int64_t;
  using Row = Active;
  static constexpr Key only = 1;
  static Result<std::optional<Active>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Active& row);
};

/// Counts once the figures of a day are there.
Result<void> count_active_of_day(DecideContext& context, const Event<FiguresCompleted>& event);
Result<void> fold_active(ApplyContext& context, const Event<ActiveCounted>& event);

/// Persons who opened a conversation in which somebody wrote in the 180 days before `until`: as
/// counted within the two days before it, else counted now.
Result<std::int64_t> count_active_persons(Reader& reader, Time until);

}  // namespace kith::marketing
