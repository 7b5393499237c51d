// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include <kith/reader.h>

#include "conversation/search_row.h"
#include "conversation/search_snippet.h"
#include "text/query.h"

namespace kith::conversation {

/// In which order a search answers. Ranked: the best of the newest hits, on one page.
enum class SearchOrder : std::uint8_t { newest, best };

/// What to search for.
struct SearchRequest {
  text::Query query;
  SearchFilter filter;
  SearchOrder order = SearchOrder::newest;
  std::int64_t before = std::numeric_limits<std::int64_t>::max();  ///< ids below this alone
  std::size_t limit = 20;
};

/// How much one search may look at, whatever is typed: it answers with what it has by then. The
/// defaults keep a search under some 30 ms.
struct SearchLimits {
  std::size_t candidates = 8'000;    ///< messages whose rows are looked at
  std::size_t text_bytes = 4 << 20;  ///< of messages that are read one by one
  std::size_t tail = 20'000;         ///< messages that are not in the index yet
  std::size_t ranked = 5'000;        ///< hits among which the best are chosen
};

/// A message that was found.
struct Found {
  SearchRow row;
  Snippet snippet;
};

/// What a search looked at before it answered.
struct SearchCost {
  std::size_t candidates = 0;  ///< messages
  std::size_t text_bytes = 0;  ///< of texts that were read, and as much again for each as it costs
};

/// What a search has found.
struct SearchResult {
  std::vector<Found> found;
  /// Below which id the next page begins; absent when nothing is left to look at.
  std::optional<std::int64_t> next;
  /// False when there may be more on these pages or, ranked, better ones: a limit was reached.
  bool is_complete = true;
  SearchCost cost;
};

/// Searches one snapshot: the index and the messages behind it as one.
Result<SearchResult> search(Reader& reader, const SearchRequest& request,
                            const SearchLimits& limits = {});

}  // namespace kith::conversation
