// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <kith/reader.h>

#include "conversation/search_block.h"
#include "conversation/search_plan.h"

namespace kith::conversation {

/// A message that a search may find.
struct Candidate {
  std::int64_t id = 0;
  bool is_to_read = false;               ///< whether its text has still to be matched
  std::optional<std::string_view> text;  ///< where it is at hand; valid until the next candidate
};

/// The messages that a search may find, the newest first: from the index, with the tail that is
/// not in it yet, or all of some stretches of ids. Lives as long as one search on one snapshot.
class SearchCandidates {
 public:
  /// `listed`, ids in descending order, come as they are and are read; `ranges` bound what comes
  /// from the index or from reading along.
  SearchCandidates(Reader& reader, const SearchPlan& plan, std::vector<IdRange> ranges,
                   std::vector<std::int64_t> listed)
      : reader_(reader), plan_(plan), ranges_(std::move(ranges)), listed_(std::move(listed)) {}

  /// The next one; nothing after the last.
  Result<std::optional<Candidate>> next();
  /// How many stretches were opened: each costs as much as some candidates.
  std::size_t opened() const { return range_; }

 private:
  Result<bool> move();

  Reader& reader_;
  const SearchPlan& plan_;
  const std::vector<IdRange> ranges_;
  const std::vector<std::int64_t> listed_;
  std::size_t range_ = 0;
  std::size_t place_ = 0;
  std::unique_ptr<Rows> rows_;
  bool has_row_ = false;
  bool is_row_used_ = true;
};

}  // namespace kith::conversation
