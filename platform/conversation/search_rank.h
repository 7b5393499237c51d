// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "conversation/search_terms.h"

namespace kith::conversation {

/// Orders the hits of one search by how well they fit: BM25 over these hits alone, so that hits of
/// the index and of the tail behind it are weighed alike. A term counts the more, the fewer of all
/// words of these hits it is; a hit of many words counts less than a short one with as many terms.
class Ranking {
 public:
  /// `query` must outlive the ranking.
  explicit Ranking(const text::Query& query) : finder_(query) {}

  /// Adds a hit; only the first kilobytes of its text are weighed.
  void add(std::int64_t id, std::string_view text);
  std::size_t hits() const { return hits_.size(); }

  /// The ids, the best hit first; among equals the newest.
  std::vector<std::int64_t> best_first();

 private:
  struct Hit {
    std::int64_t id = 0;
    std::size_t words = 0;
    double score = 0;
  };

  TermFinder finder_;
  std::vector<Hit> hits_;
  std::vector<std::uint16_t> counts_;  // of each term in each hit, one row a hit
};

}  // namespace kith::conversation
