// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <kith/page.h>
#include <kith/reader.h>

#include "access/sealing.h"

namespace kith::access {

/// Where a page of a list ended: the sort key and the id of its last row. Lists in the order of
/// their ids leave the key at 0.
struct PlaceInList {
  std::int64_t key = 0;
  std::int64_t id = 0;
};

/// One page that was asked for. Its cursors are sealed and hold for one list with one filter alone.
/// Keeps references to the key and the chance it was made with; lives for one call.
class PageRequest {
 public:
  /// Which list, in which order, and all that narrows it, in one text.
  struct List {
    std::string name;
    std::string filter;
  };

  static constexpr std::int32_t most = 200;

  /// `invalid` for a limit out of bounds or a cursor of another list. Without a cursor the page
  /// begins behind `start`.
  static Result<PageRequest> open(const SealingKey& sealing, Random& random, List list,
                                  const std::optional<std::string>& cursor, std::int32_t limit,
                                  PlaceInList start);

  PlaceInList after() const { return after_; }
  /// How many rows to query: one more than the page holds, which tells whether there is a next one.
  std::int64_t rows() const { return limit_ + 1; }

  /// The page, from rows in the list's order; `map` makes an item with an `id` of a row.
  template <class T, class Map>
  Result<Page<T>> fill(Rows& rows, Map map) const {
    Page<T> page;
    while (KITH_TRY(rows.next())) {
      if (page.items.size() == static_cast<std::size_t>(limit_)) {
        page.next = cursor_at({.id = page.items.back().id.value});
        break;
      }
      page.items.push_back(map(rows));
    }
    return page;
  }

 private:
  PageRequest(const SealingKey& sealing, Random& random) : sealing_(sealing), random_(random) {}
  std::string cursor_at(PlaceInList place) const;

  const SealingKey& sealing_;
  Random& random_;
  List list_;
  PlaceInList after_;
  std::int32_t limit_ = 0;
};

}  // namespace kith::access
