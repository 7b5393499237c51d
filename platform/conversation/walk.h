// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include <kith/page_cursor.h>
#include <kith/reader.h>

namespace kith::conversation {

/// Which way a list runs by (key, id).
enum class ListOrder : std::uint8_t { ascending, descending };

/// The place before the first row of a list.
constexpr PagePlace list_start(ListOrder order) {
  constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
  return order == ListOrder::ascending ? PagePlace{} : PagePlace{last, last};
}

/// What one index gave for a page: the rows that fit, in the list's order, and where it stopped
/// looking although there may be more.
struct Walk {
  std::vector<PagePlace> found;
  std::optional<PagePlace> reached;
};

/// All rows of a query whose first column is an id and the key in one, at most `most` of them.
Result<Walk> read_ids(Rows& rows, std::size_t most);

/// Whether `place` comes later in the list than `start`.
bool is_behind(const PagePlace& start, const PagePlace& place, ListOrder order);

/// One page put together from several walks in the same order, each row once. It may hold fewer
/// than `limit` rows and still have a next page: a walk that stopped early bounds what is known.
struct FoundPage {
  std::vector<std::int64_t> ids;
  std::optional<PagePlace> next;
};
FoundPage merge_walks(const std::vector<Walk>& walks, ListOrder order, std::size_t limit);

}  // namespace kith::conversation
