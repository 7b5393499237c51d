// SPDX-License-Identifier: Apache-2.0
#include "conversation/walk.h"

#include <algorithm>
#include <utility>

namespace kith::conversation {

bool is_behind(const PagePlace& start, const PagePlace& place, ListOrder order) {
  const std::pair first(start.key, start.id);
  const std::pair second(place.key, place.id);
  return order == ListOrder::ascending ? first < second : second < first;
}

Result<Walk> read_ids(Rows& rows, std::size_t most) {
  Walk walk;
  while (KITH_TRY(rows.next())) {
    walk.found.push_back({rows.integer(0), rows.integer(0)});
  }
  if (walk.found.size() == most) {
    walk.reached = walk.found.back();
  }
  return walk;
}

FoundPage merge_walks(const std::vector<Walk>& walks, ListOrder order, std::size_t limit) {
  std::vector<PagePlace> places;
  std::optional<PagePlace> known_to;
  for (const Walk& walk : walks) {
    places.insert(places.end(), walk.found.begin(), walk.found.end());
    if (walk.reached && (!known_to || is_behind(*walk.reached, *known_to, order))) {
      known_to = walk.reached;
    }
  }
  std::ranges::sort(places, [&](const PagePlace& left, const PagePlace& right) {
    return is_behind(left, right, order);
  });
  places.erase(std::ranges::unique(places).begin(), places.end());
  if (known_to) {
    std::erase_if(places,
                  [&](const PagePlace& place) { return is_behind(*known_to, place, order); });
  }
  FoundPage page;
  const bool is_cut = places.size() > limit;
  places.resize(std::min(places.size(), limit));
  for (const PagePlace& place : places) {
    page.ids.push_back(place.id);
  }
  if (is_cut) {
    page.next = places.back();
  } else {
    page.next = known_to;
  }
  return page;
}

}  // namespace kith::conversation
