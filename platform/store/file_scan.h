// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <kith/result.h>

#include "store/checked_files.h"
#include "store/page_sums.h"
#include "store/system_file.h"

namespace kith::store {

/// Reads a database and its write-ahead log from the first byte to the last, past SQLite and while
/// others write, and finds what is not as it was written: also what no query would read. One
/// thread.
class FileScan {
 public:
  /// Begins with the first page of the database `path`. Errors: `not_found`, `unavailable`.
  static Result<FileScan> open(const std::string& path);

  /// Reads so many pages on, and after the last of them the log; false when that is done.
  bool step(std::int64_t pages);
  /// All in one go.
  void run();

  /// What was found so far.
  const std::vector<Damage>& damages() const { return damages_; }
  /// How many pages were read.
  std::int64_t pages() const { return next_ - 1; }
  /// False for a database of before pages had sums: of its pages nothing can be said.
  bool has_sums() const { return has_sums_; }

 private:
  explicit FileScan(std::string path);
  Result<void> begin();
  bool read_page(std::int64_t number);
  void look_again();
  void read_log();
  void read_frames(SystemFile& log, const LogSeal& seal);

  std::string path_;
  std::unique_ptr<SystemFile> database_;
  std::array<char, page_bytes> page_;
  std::int64_t next_ = 1;
  bool has_sums_ = false;
  std::vector<std::int64_t> doubtful_;  // pages that may have been written while they were read
  std::vector<Damage> damages_;
};

}  // namespace kith::store
