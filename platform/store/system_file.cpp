// SPDX-License-Identifier: Apache-2.0
#include "store/system_file.h"

#include <sqlite3.h>

#include <new>

namespace kith::store {
namespace {

int flags_of(SystemFile::Kind kind) {
  switch (kind) {
    case SystemFile::Kind::database: return SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
    case SystemFile::Kind::log: return SQLITE_OPEN_READONLY | SQLITE_OPEN_WAL;
    case SystemFile::Kind::note: break;
  }
  return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_WAL;
}

}  // namespace

// SQLite looks behind the name for parameters.
SystemFile::SystemFile(std::string path, Kind kind)
    : path_(std::move(path) + std::string(4, '\0')), kind_(kind) {}

SystemFile::~SystemFile() {
  if (file_ != nullptr) {
    file_->pMethods->xClose(file_);
  }
}

bool SystemFile::is_open() {
  if (file_ != nullptr) {
    return true;
  }
  sqlite3_vfs* files = sqlite3_vfs_find(nullptr);
  const auto bytes = static_cast<std::size_t>(files->szOsFile);
  memory_.reset(new (std::nothrow) std::max_align_t[bytes / sizeof(std::max_align_t) + 1]());
  if (memory_ == nullptr) {
    return false;
  }
  auto* file = reinterpret_cast<sqlite3_file*>(memory_.get());
  int flags_out = 0;
  if (files->xOpen(files, path_.c_str(), file, flags_of(kind_), &flags_out) != SQLITE_OK) {
    return false;
  }
  file_ = file;
  return true;
}

bool SystemFile::read(char* into, std::int64_t size, std::int64_t offset) {
  return is_open() &&
         file_->pMethods->xRead(file_, into, static_cast<int>(size), offset) == SQLITE_OK;
}

bool SystemFile::write(const char* bytes, std::int64_t size, std::int64_t offset) {
  return is_open() &&
         file_->pMethods->xWrite(file_, bytes, static_cast<int>(size), offset) == SQLITE_OK;
}

}  // namespace kith::store
