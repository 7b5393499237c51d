// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <kith/figure_events.h>
#include <kith/reader.h>

#include "conversation/erase_columns.h"
#include "store/transaction.h"

namespace kith::insight {

/// Whether the figures of the day that ended at `to` are there.
Result<bool> has_day(Reader& reader, Time to);

/// The end of the newest day whose figures are there; none while none are.
Result<std::optional<Time>> newest_day(Reader& reader);

/// The figure that was worked out for the day that ended at `to`; none where there is none.
Result<std::optional<FigureComputed>> find_figure(Reader& reader, std::string_view metric, Time to);

/// Stores all figures of a day and appends their events, and the one that says that they are
/// complete, about `workspace`. False where the day is there already: then nothing changes.
Result<bool> add_day(store::Transaction& transaction, WorkspaceId workspace, Time to,
                     std::span<const FigureComputed> figures);

/// The row of a figure, as the statements of figures select it.
FigureComputed figure_of(const Rows& rows);

/// The columns that figure_of() reads.
#define KITH_FIGURE_COLUMNS \
  "metric, version, from_at, to_at, value, lo, hi, is_at_least, n, missing, status"

std::span<const Statement* const> figure_store_statements();

/// What of the tables of figures is said of a person: nothing.
std::span<const conversation::ErasedColumn> figure_columns();

}  // namespace kith::insight
