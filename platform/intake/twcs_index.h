// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <kith/result.h>

namespace kith::intake {

/// A row of the Customer Support on Twitter CSV, as far as order and threads need it.
struct TwcsEntry {
  std::int64_t tweet = 0;   ///< 0 for a row that is none
  std::int64_t parent = 0;  ///< the tweet it answers, 0 for none
  std::int64_t root = 0;    ///< the first tweet of its thread, as far as the file knows
  std::int64_t posted_at = 0;
  std::int64_t offset = 0;
  std::int64_t line = 0;
};

/// The rows of such a file: oldest first, rows that are no tweet at the end; among equal times in
/// the order of the file.
struct TwcsIndex {
  std::vector<TwcsEntry> entries;

  /// Reads the whole file once. `invalid` when its header is another.
  static Result<TwcsIndex> read(const std::string& path);
};

/// A number that is written with digits alone; 0 for anything else.
std::int64_t tweet_number(std::string_view text);

/// Finds the thread of each entry: its own number where it answers nothing, the number it answers
/// where that is not in the file, else what that one's is. Answers in a circle share the smallest.
void find_roots(std::vector<TwcsEntry>& entries);

/// A time of the form "Tue Oct 31 22:10:47 +0000 2017" as microseconds since 1970; 0 for no time.
std::int64_t twcs_time(std::string_view text);

}  // namespace kith::intake
