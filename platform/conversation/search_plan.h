// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/reader.h>

#include "text/query.h"

namespace kith::conversation {

/// How the words of a search are looked up.
struct SearchPlan {
  /// What the index is asked; "" where it can be no help and messages are read one by one.
  std::string match;
  /// Whether what the index gives must still be read, because it was asked for less than the words
  /// say. Messages that do not come from the index are always read.
  bool is_to_read = false;
};

/// Plans a search for `query` among messages that have all the `tags`. A beginning of a word that
/// many words have would make the index read most of itself before it gives the first message, so
/// the beginnings that are frequent in the newest messages are left to reading.
Result<SearchPlan> plan_search(Reader& reader, const text::Query& query,
                               const std::vector<std::string>& tags);

}  // namespace kith::conversation
