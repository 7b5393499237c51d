// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <istream>
#include <string>

namespace kith::intake {

/// Reads a file line by line and keeps no more of a line than `most` bytes, however long it is.
/// One thread.
class LineReader {
 public:
  static constexpr std::size_t most = std::size_t{2} << 20;

  /// `stream` is binary and outlives the reader.
  explicit LineReader(std::istream& stream) : stream_(stream) {}

  /// The next line without its break; false at the end.
  bool next(std::string& line);
  /// Passes over lines until `number` of them have gone by, or the end.
  void skip_to(std::int64_t number);

  /// The number of the last line, from 1; 0 before the first.
  std::int64_t number() const { return number_; }
  /// Whether the last line was longer than what was given of it.
  bool is_cut() const { return is_cut_; }

 private:
  std::istream& stream_;
  std::int64_t number_ = 0;
  bool is_cut_ = false;
};

}  // namespace kith::intake
