// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

struct sqlite3;

namespace kith::store {

/// Where a file of a database is not as it was written.
struct Damage {
  std::string file;        ///< its path
  std::int64_t page = 0;   ///< of the database; 0 for the head of the write-ahead log
  std::int64_t frame = 0;  ///< of the write-ahead log; 0 in the database itself
  std::string what;        ///< in words, with the name of the file
};

/// Damage of a page of the database, of a frame of its log, or with page and frame 0 of the log as
/// a whole, said in words.
Damage damage_in(std::string file, std::int64_t page, std::int64_t frame, std::string_view why);

/// The name of SQLite's view of the disk in which the pages of our databases end with a sum that is
/// set when they are written and checked whenever they are read, and the frames of the write-ahead
/// log are checked when they are read and when the log is recovered after a crash: there SQLite
/// would silently drop all from the first bad frame on. What does not hold is never handed out:
/// SQLITE_IOERR_DATA. What was synced with a commit is noted beside the database (LogSeal). It goes
/// to whatever is SQLite's default at that moment, a log by way of wal_vfs(). Any thread.
///
/// Databases without sums, of before there were any, are read and written as they are.
const char* checked_files();

/// What the connection found damaged last; nothing when it found nothing.
std::optional<Damage> damage_found(sqlite3* connection);

/// Whether the connection's database, which it has read before, is a file whose pages have no sums.
bool lacks_page_sums(sqlite3* connection);

}  // namespace kith::store
