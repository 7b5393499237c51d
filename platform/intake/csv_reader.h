// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>
#include <string>
#include <vector>

#include <kith/result.h>

namespace kith::intake {

/// One record of a CSV file (RFC 4180): its cells, and where it stands.
struct CsvRecord {
  std::vector<std::string> cells;
  std::int64_t line = 0;    ///< the first of its lines, from 1
  std::int64_t offset = 0;  ///< of its first byte
  std::int64_t bytes = 0;   ///< with its line break
  std::string fault;        ///< why it is no record, "" when it is
};

/// Reads CSV record by record: quotes around line breaks, commas and doubled quotes, any of the
/// three line breaks, a byte order mark. A record that is longer than `most` because a quote is
/// never closed is given as a fault and ends at its first line break, so that the rest is read.
class CsvReader {
 public:
  static constexpr std::int64_t most = 4 * 1024 * 1024;

  /// `stream` is seekable, binary, and outlives the reader; it stands at byte `offset`.
  explicit CsvReader(std::istream& stream, std::int64_t offset = 0, std::int64_t line = 1)
      : stream_(stream), offset_(offset), line_(line) {}

  /// Reads the next record; false at the end.
  bool next(CsvRecord& record);

 private:
  enum class Place { cell_start, in_cell, in_quotes, after_quote };
  bool read(CsvRecord& record);
  void recover(CsvRecord& record);
  int get();

  std::istream& stream_;
  std::int64_t offset_;
  std::int64_t line_;
};

}  // namespace kith::intake
