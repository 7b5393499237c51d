// SPDX-License-Identifier: Apache-2.0
#include "store/wal_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace kith::store {
namespace {

constexpr std::size_t most_buffered = std::size_t{256} * 1024;
constexpr std::size_t most_at_once = std::size_t{64} * 1024;  // SQLite's own VFS takes under 128
constexpr int frame_header_bytes = 24;
constexpr std::ptrdiff_t pages_after_commit = 4;  // a number there, not 0, makes a frame a commit
constexpr int most_file_bytes = 1024;             // room for the file of the VFS below

sqlite3_vfs* below() {
  return sqlite3_vfs_find(nullptr);
}

/// A write-ahead log with a tail that is not written yet. Lives in memory that SQLite gives it.
struct LogFile {
  sqlite3_file head{};  // first: what SQLite sees
  std::unique_ptr<std::byte[]> room;
  sqlite3_file* real = nullptr;
  std::vector<std::byte> tail;
  sqlite3_int64 tail_at = 0;
  bool is_commit = false;  // the frame whose header was written last

  int flush() {
    int code = SQLITE_OK;
    for (std::size_t done = 0; done < tail.size() && code == SQLITE_OK;) {
      const std::size_t size = std::min(most_at_once, tail.size() - done);
      code = real->pMethods->xWrite(real, tail.data() + done, static_cast<int>(size),
                                    tail_at + static_cast<sqlite3_int64>(done));
      done += size;
    }
    // What failed is written anew or given up by whoever rolls back.
    tail.clear();
    return code;
  }

  int write(const void* bytes, int count, sqlite3_int64 at) {
    const auto* from = static_cast<const std::byte*>(bytes);
    const auto size = static_cast<std::size_t>(count);
    const sqlite3_int64 end = tail_at + static_cast<sqlite3_int64>(tail.size());
    if (!tail.empty() && (at < tail_at || at > end)) {
      if (const int code = flush(); code != SQLITE_OK) {
        return code;
      }
    }
    if (tail.empty()) {
      tail_at = at;
    }
    const auto place = static_cast<std::size_t>(at - tail_at);
    tail.resize(std::max(tail.size(), place + size));
    std::memcpy(tail.data() + place, from, size);
    if (count == frame_header_bytes) {
      std::uint32_t pages = 0;
      std::memcpy(&pages, from + pages_after_commit, sizeof pages);
      is_commit = pages != 0;
    }
    const bool ends_piece = count != frame_header_bytes && is_commit;
    return ends_piece || tail.size() >= most_buffered ? flush() : SQLITE_OK;
  }
};

LogFile& log_of(sqlite3_file* file) {
  return *reinterpret_cast<LogFile*>(file);
}

/// The file below as it is on the disk's side of the buffer.
template <class Do>
int flushed(sqlite3_file* file, Do what) {
  LogFile& log = log_of(file);
  const int code = log.flush();
  return code == SQLITE_OK ? what(log.real) : code;
}

int close_log(sqlite3_file* file) {
  LogFile& log = log_of(file);
  const int written = log.flush();
  const int closed = log.real->pMethods->xClose(log.real);
  log.~LogFile();
  return written == SQLITE_OK ? closed : written;
}

int read_log(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
  return flushed(file, [&](auto* real) { return real->pMethods->xRead(real, bytes, count, at); });
}

int write_log(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  try {
    return log_of(file).write(bytes, count, at);
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

int truncate_log(sqlite3_file* file, sqlite3_int64 size) {
  return flushed(file, [&](auto* real) { return real->pMethods->xTruncate(real, size); });
}

int sync_log(sqlite3_file* file, int flags) {
  return flushed(file, [&](auto* real) { return real->pMethods->xSync(real, flags); });
}

int size_log(sqlite3_file* file, sqlite3_int64* size) {
  return flushed(file, [&](auto* real) { return real->pMethods->xFileSize(real, size); });
}

int lock_log(sqlite3_file* file, int level) {
  sqlite3_file* real = log_of(file).real;
  return real->pMethods->xLock(real, level);
}

int unlock_log(sqlite3_file* file, int level) {
  sqlite3_file* real = log_of(file).real;
  return real->pMethods->xUnlock(real, level);
}

int check_lock(sqlite3_file* file, int* is_reserved) {
  sqlite3_file* real = log_of(file).real;
  return real->pMethods->xCheckReservedLock(real, is_reserved);
}

int control_log(sqlite3_file* file, int operation, void* argument) {
  sqlite3_file* real = log_of(file).real;
  return real->pMethods->xFileControl(real, operation, argument);
}

int sector_size(sqlite3_file* file) {
  sqlite3_file* real = log_of(file).real;
  return real->pMethods->xSectorSize(real);
}

int device_characteristics(sqlite3_file* file) {
  sqlite3_file* real = log_of(file).real;
  return real->pMethods->xDeviceCharacteristics(real);
}

// Version 1: a log has neither shared memory nor a mapping; those are the database file's.
constexpr sqlite3_io_methods log_methods{1,
                                         close_log,
                                         read_log,
                                         write_log,
                                         truncate_log,
                                         sync_log,
                                         size_log,
                                         lock_log,
                                         unlock_log,
                                         check_lock,
                                         control_log,
                                         sector_size,
                                         device_characteristics,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  sqlite3_vfs* base = below();
  if (base->szOsFile > most_file_bytes) {
    return SQLITE_CANTOPEN;
  }
  if ((flags & SQLITE_OPEN_WAL) == 0) {
    return base->xOpen(base, name, file, flags, flags_out);
  }
  file->pMethods = nullptr;
  try {
    auto room = std::make_unique<std::byte[]>(static_cast<std::size_t>(base->szOsFile));
    auto* real = reinterpret_cast<sqlite3_file*>(room.get());
    const int code = base->xOpen(base, name, real, flags, flags_out);
    if (code != SQLITE_OK) {
      if (real->pMethods != nullptr) {
        real->pMethods->xClose(real);
      }
      return code;
    }
    auto* log = new (file) LogFile;
    log->room = std::move(room);
    log->real = real;
    log->head.pMethods = &log_methods;
    return SQLITE_OK;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
  sqlite3_vfs* base = below();
  return base->xDelete(base, name, sync_folder);
}

int access_file(sqlite3_vfs*, const char* name, int flags, int* result) {
  sqlite3_vfs* base = below();
  return base->xAccess(base, name, flags, result);
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_vfs* base = below();
  return base->xFullPathname(base, name, size, out);
}

sqlite3_vfs make_vfs() {
  sqlite3_vfs vfs = *below();
  vfs.szOsFile = most_file_bytes;
  vfs.pNext = nullptr;
  vfs.zName = "kith";
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_path;
  return vfs;
}

static_assert(sizeof(LogFile) <= most_file_bytes);

}  // namespace

const char* wal_vfs() {
  static sqlite3_vfs vfs = make_vfs();
  static const int registered = sqlite3_vfs_register(&vfs, 0);
  static_cast<void>(registered);
  return vfs.zName;
}

}  // namespace kith::store
