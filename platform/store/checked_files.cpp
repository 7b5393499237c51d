// SPDX-License-Identifier: Apache-2.0
#include "store/checked_files.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstring>
#include <new>
#include <string_view>

#include "store/checked_file.h"
#include "store/wal_vfs.h"

namespace kith::store {
namespace {

constexpr const char* own_name = "kith-checked";
// For an open file of what is behind this one; SQLite's own takes some 120 bytes.
constexpr int room_for_system = 1024;

sqlite3_vfs* system_files() {
  return sqlite3_vfs_find(nullptr);
}

CheckedFile& self(sqlite3_file* file) {
  return *reinterpret_cast<CheckedFile*>(file);
}

sqlite3_file* system(sqlite3_file* file) {
  return self(file).system();
}

int close_checked(sqlite3_file* file) {
  sqlite3_file* real = system(file);
  const int code = real->pMethods->xClose(real);
  self(file).~CheckedFile();
  return code;
}
int read_checked(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
  return self(file).read(static_cast<char*>(into), size, offset);
}
int write_checked(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  return self(file).write(static_cast<const char*>(bytes), size, offset);
}
int sync_checked(sqlite3_file* file, int flags) {
  return self(file).sync(flags);
}
int control_checked(sqlite3_file* file, int what, void* argument) {
  if (what == CheckedFile::tell_damage) {
    *static_cast<const Damage**>(argument) = &self(file).damage();
    return SQLITE_OK;
  }
  if (what == CheckedFile::tell_sums) {
    *static_cast<bool*>(argument) = self(file).has_sums();
    return SQLITE_OK;
  }
  return system(file)->pMethods->xFileControl(system(file), what, argument);
}

// Without version 3 pages are never mapped into memory past read_checked().
constexpr sqlite3_io_methods methods{
    .iVersion = 2,
    .xClose = close_checked,
    .xRead = read_checked,
    .xWrite = write_checked,
    .xTruncate =
        [](sqlite3_file* file, sqlite3_int64 size) {
          return system(file)->pMethods->xTruncate(system(file), size);
        },
    .xSync = sync_checked,
    .xFileSize =
        [](sqlite3_file* file, sqlite3_int64* size) {
          return system(file)->pMethods->xFileSize(system(file), size);
        },
    .xLock = [](sqlite3_file* file,
                int lock) { return system(file)->pMethods->xLock(system(file), lock); },
    .xUnlock = [](sqlite3_file* file,
                  int lock) { return system(file)->pMethods->xUnlock(system(file), lock); },
    .xCheckReservedLock =
        [](sqlite3_file* file, int* is_reserved) {
          return system(file)->pMethods->xCheckReservedLock(system(file), is_reserved);
        },
    .xFileControl = control_checked,
    .xSectorSize =
        [](sqlite3_file* file) { return system(file)->pMethods->xSectorSize(system(file)); },
    .xDeviceCharacteristics =
        [](sqlite3_file* file) {
          return system(file)->pMethods->xDeviceCharacteristics(system(file));
        },
    .xShmMap =
        [](sqlite3_file* file, int region, int size, int extend, volatile void** memory) {
          return system(file)->pMethods->xShmMap(system(file), region, size, extend, memory);
        },
    .xShmLock =
        [](sqlite3_file* file, int from, int count, int flags) {
          return system(file)->pMethods->xShmLock(system(file), from, count, flags);
        },
    .xShmBarrier = [](sqlite3_file* file) { system(file)->pMethods->xShmBarrier(system(file)); },
    .xShmUnmap = [](sqlite3_file* file,
                    int remove) { return system(file)->pMethods->xShmUnmap(system(file), remove); },
    .xFetch = nullptr,
    .xUnfetch = nullptr};

int open_checked(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  const bool is_log = (flags & SQLITE_OPEN_WAL) != 0;
  sqlite3_vfs* real = is_log ? sqlite3_vfs_find(wal_vfs()) : system_files();
  if (real->szOsFile > room_for_system) {
    return SQLITE_CANTOPEN;
  }
  if (path == nullptr || (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0) {
    return real->xOpen(real, path, file, flags, flags_out);
  }
  CheckedFile* checked = nullptr;
  try {
    checked =
        new (file) CheckedFile(path, is_log ? &self(sqlite3_database_file_object(path)) : nullptr);
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
  const int code = real->xOpen(real, path, checked->system(), flags, flags_out);
  if (code != SQLITE_OK) {
    checked->~CheckedFile();
    file->pMethods = nullptr;
    return code;
  }
  checked->use(&methods);
  return SQLITE_OK;
}

sqlite3_vfs make_view() {
  sqlite3_vfs view{};
  view.iVersion = 2;
  view.szOsFile = static_cast<int>(CheckedFile::before_system) + room_for_system;
  view.mxPathname = system_files()->mxPathname;
  view.zName = own_name;
  view.xOpen = open_checked;
  view.xDelete = [](sqlite3_vfs*, const char* path, int sync) {
    return system_files()->xDelete(system_files(), path, sync);
  };
  view.xAccess = [](sqlite3_vfs*, const char* path, int flags, int* answer) {
    return system_files()->xAccess(system_files(), path, flags, answer);
  };
  view.xFullPathname = [](sqlite3_vfs*, const char* path, int size, char* full) {
    return system_files()->xFullPathname(system_files(), path, size, full);
  };
  view.xRandomness = [](sqlite3_vfs*, int size, char* bytes) {
    return system_files()->xRandomness(system_files(), size, bytes);
  };
  view.xSleep = [](sqlite3_vfs*, int microseconds) {
    return system_files()->xSleep(system_files(), microseconds);
  };
  view.xGetLastError = [](sqlite3_vfs*, int size, char* text) {
    return system_files()->xGetLastError == nullptr
               ? 0
               : system_files()->xGetLastError(system_files(), size, text);
  };
  view.xCurrentTimeInt64 = [](sqlite3_vfs*, sqlite3_int64* now) {
    return system_files()->xCurrentTimeInt64(system_files(), now);
  };
  return view;
}

}  // namespace

Damage damage_in(std::string file, std::int64_t page, std::int64_t frame, std::string_view why) {
  const std::string name = file.substr(file.rfind('/') + 1);
  std::string where = page == 0    ? fmt::format("{}", name)
                      : frame == 0 ? fmt::format("page {} of {}", page, name)
                                   : fmt::format("frame {} of {}, for page {},", frame, name, page);
  return {.file = std::move(file),
          .page = page,
          .frame = frame,
          .what = fmt::format("{} {}", where, why)};
}

const char* checked_files() {
  static sqlite3_vfs view = make_view();
  static const int is_registered = sqlite3_vfs_register(&view, 0);
  static_cast<void>(is_registered);
  return own_name;
}

std::optional<Damage> damage_found(sqlite3* connection) {
  for (int place = 0; const char* name = sqlite3_db_name(connection, place); ++place) {
    const Damage* damage = nullptr;
    const int code = sqlite3_file_control(connection, name, CheckedFile::tell_damage, &damage);
    if (code == SQLITE_OK && !damage->file.empty()) {
      return *damage;
    }
  }
  return std::nullopt;
}

bool lacks_page_sums(sqlite3* connection) {
  bool has_sums = false;
  const int code = sqlite3_file_control(connection, "main", CheckedFile::tell_sums, &has_sums);
  return code == SQLITE_OK && !has_sums;
}

}  // namespace kith::store
