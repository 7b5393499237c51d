// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

struct sqlite3_file;

namespace kith::store {

/// A database's file, or one beside it, as SQLite itself opens files. A process that closes such a
/// file otherwise gives up the locks that its connections hold on it, and another process would
/// take the database for unused. Never throws once it is made; one thread.
class SystemFile {
 public:
  enum class Kind {
    database,  ///< only read
    log,       ///< a write-ahead log, only read
    note,      ///< beside a database; made when it is not there
  };

  SystemFile(std::string path, Kind kind);
  SystemFile(const SystemFile&) = delete;
  SystemFile& operator=(const SystemFile&) = delete;
  ~SystemFile();

  /// Opens it at the first use; false where it cannot be.
  bool is_open();
  /// False where the file ends before, or cannot be read.
  bool read(char* into, std::int64_t size, std::int64_t offset);
  bool write(const char* bytes, std::int64_t size, std::int64_t offset);

 private:
  std::string path_;
  Kind kind_;
  std::unique_ptr<std::max_align_t[]> memory_;
  sqlite3_file* file_ = nullptr;
};

}  // namespace kith::store
