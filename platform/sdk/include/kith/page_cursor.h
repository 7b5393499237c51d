// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <kith/page.h>
#include <kith/reader.h>
#include <kith/result.h>

namespace kith {

/// Where a page of a list ended: sort key and id of its last row. As made, before all rows of a
/// list that ascends.
struct PagePlace {
  std::int64_t key = std::numeric_limits<std::int64_t>::min();
  std::int64_t id = 0;

  bool operator==(const PagePlace&) const = default;
};

/// A hash of what the cursor is for, so that it opens no other list or filter. Against mistakes,
/// not against malice: whoever can ask for a list may begin it anywhere.
constexpr std::uint64_t page_list_hash(std::string_view list) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char c : list) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  }
  return hash;
}

/// The cursor of the page behind `place`. `list` names the list, its order and all that narrows it.
inline std::string page_cursor(std::string_view list, const PagePlace& place) {
  return std::to_string(place.key) + "_" + std::to_string(place.id) + "_" +
         std::to_string(page_list_hash(list));
}

/// `invalid` at `/cursor` for any text that is not a cursor of this list.
inline Result<PagePlace> open_page_cursor(std::string_view list, std::string_view cursor) {
  PagePlace place;
  const auto key = std::from_chars(cursor.data(), cursor.data() + cursor.size(), place.key);
  if (key.ec == std::errc() && key.ptr != cursor.data() + cursor.size()) {
    std::from_chars(key.ptr + 1, cursor.data() + cursor.size(), place.id);
  }
  if (page_cursor(list, place) != cursor) {
    return fail_at(ErrorCode::invalid, "/cursor",
                   "This cursor is not from this list with this filter. Start at the first page.");
  }
  return place;
}

/// The page that begins with the next row of `rows`, which were asked for with a limit of one more
/// than `limit`: `item_of(rows)` makes an item of a row, `place_of(item)` says where it stands.
template <class T, class ItemOf, class PlaceOf>
Result<Page<T>> read_page(Rows& rows, std::int32_t limit, std::string_view list, ItemOf item_of,
                          PlaceOf place_of) {
  Page<T> page;
  while (KITH_TRY(rows.next())) {
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      page.next = page_cursor(list, place_of(page.items.back()));
      break;
    }
    page.items.push_back(item_of(rows));
  }
  return page;
}

}  // namespace kith
