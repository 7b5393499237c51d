// SPDX-License-Identifier: Apache-2.0
#include "support/simulated_handle.h"

#include <cstring>

namespace kith::support {
namespace {

constexpr int new_names = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;

int code_of(DiskCall call, DiskError error) {
  switch (call) {
    case DiskCall::open: return SQLITE_CANTOPEN;
    case DiskCall::read: return SQLITE_IOERR_READ;
    case DiskCall::write: return error == DiskError::disk_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    case DiskCall::sync: return SQLITE_IOERR_FSYNC;
    case DiskCall::truncate: return SQLITE_IOERR_TRUNCATE;
    case DiskCall::remove: return SQLITE_IOERR_DELETE;
    case DiskCall::share: return SQLITE_IOERR_SHMSIZE;
  }
  return SQLITE_IOERR;
}

}  // namespace

void DiskCounter::plan(const DiskFault& fault) {
  mend();
  fault_ = fault;
}

void DiskCounter::mend() {
  calls_ = {};
  fault_ = {.at = 0};
  has_failed_ = false;
}

int DiskCounter::count(DiskCall call) {
  const std::int64_t number = ++calls_[static_cast<std::size_t>(call)];
  const bool fails =
      fault_.at != 0 && call == fault_.call &&
      (number == fault_.at || (number > fault_.at && fault_.lasts == FaultLasts::from_then_on));
  has_failed_ = has_failed_ || fails;
  return fails ? code_of(call, fault_.error) : SQLITE_OK;
}

SimulatedHandle::SimulatedHandle(Disk disk, std::shared_ptr<DiskNode> node, std::string path,
                                 int flags)
    : disk_(disk),
      age_(disk.age),
      node_(std::move(node)),
      path_(std::move(path)),
      flags_(flags),
      syncs_folder_((flags & SQLITE_OPEN_CREATE) != 0 && (flags & new_names) != 0) {}

SimulatedHandle::~SimulatedHandle() {
  unmap(0);
  unlock(SQLITE_LOCK_NONE);
  if ((flags_ & SQLITE_OPEN_DELETEONCLOSE) != 0 && !is_gone()) {
    disk_.state.remove(path_);
  }
}

int SimulatedHandle::count(DiskCall call) {
  return is_gone() ? SQLITE_IOERR : disk_.counter.count(call);
}

int SimulatedHandle::read(void* into, int size, sqlite3_int64 offset) {
  if (const int code = count(DiskCall::read); code != SQLITE_OK) {
    return code;
  }
  const std::span<char> bytes(static_cast<char*>(into), static_cast<std::size_t>(size));
  const std::size_t got = node_->file->now().read(static_cast<std::size_t>(offset), bytes);
  std::memset(bytes.data() + got, 0, bytes.size() - got);
  return got == bytes.size() ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int SimulatedHandle::write(const void* bytes, int size, sqlite3_int64 offset) {
  const int code = count(DiskCall::write);
  if (is_gone()) {
    return code;
  }
  std::string_view all(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  if (code != SQLITE_OK) {
    all = all.substr(0, all.size() / 2 / disk_sector_bytes * disk_sector_bytes);
  }
  if (!all.empty()) {
    node_->file->write(static_cast<std::size_t>(offset), all);
  }
  return code;
}

int SimulatedHandle::truncate(sqlite3_int64 size) {
  const int code = count(DiskCall::truncate);
  if (code == SQLITE_OK) {
    node_->file->truncate(static_cast<std::size_t>(size));
  }
  return code;
}

int SimulatedHandle::sync(int) {
  const int code = count(DiskCall::sync);
  if (code != SQLITE_OK) {
    return code;
  }
  node_->file->sync();
  if (syncs_folder_) {
    disk_.state.sync_folder_of(path_);
    syncs_folder_ = false;
  }
  return SQLITE_OK;
}

int SimulatedHandle::file_size(sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(node_->file->now().size());
  return is_gone() ? SQLITE_IOERR : SQLITE_OK;
}

int SimulatedHandle::lock(int level) {
  if (is_gone()) {
    return SQLITE_IOERR;
  }
  if (level_ >= level) {
    return SQLITE_OK;
  }
  const auto is_anothers = [this](const void* holder) {
    return holder != nullptr && holder != this;
  };
  DiskNode& node = *node_;
  if (is_anothers(node.exclusive) || is_anothers(node.pending)) {
    return SQLITE_BUSY;
  }
  if (level_ == SQLITE_LOCK_NONE) {
    ++node.readers;
    level_ = SQLITE_LOCK_SHARED;
  }
  if (level == SQLITE_LOCK_SHARED) {
    return SQLITE_OK;
  }
  if (is_anothers(node.reserved)) {
    return SQLITE_BUSY;
  }
  if (level == SQLITE_LOCK_RESERVED) {
    node.reserved = this;
    level_ = level;
    return SQLITE_OK;
  }
  node.pending = this;
  level_ = SQLITE_LOCK_PENDING;
  if (node.readers > 1) {
    return SQLITE_BUSY;
  }
  node.exclusive = this;
  level_ = SQLITE_LOCK_EXCLUSIVE;
  return SQLITE_OK;
}

int SimulatedHandle::unlock(int level) {
  if (level_ <= level) {
    return SQLITE_OK;
  }
  for (const void** holder : {&node_->reserved, &node_->pending, &node_->exclusive}) {
    if (*holder == this) {
      *holder = nullptr;
    }
  }
  if (level == SQLITE_LOCK_NONE) {
    --node_->readers;
  }
  level_ = level;
  return SQLITE_OK;
}

int SimulatedHandle::check_reserved(int* is_reserved) {
  *is_reserved = node_->reserved != nullptr || node_->pending != nullptr ? 1 : 0;
  return is_gone() ? SQLITE_IOERR : SQLITE_OK;
}

int SimulatedHandle::control(int, void*) {
  return SQLITE_NOTFOUND;
}

int SimulatedHandle::sector_size() {
  return 4096;
}

// As the system's disk says of itself: a torn write harms no bytes beside it.
int SimulatedHandle::characteristics() {
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int SimulatedHandle::map(int region, int size, int extend, volatile void** out) {
  *out = nullptr;
  if (is_gone()) {
    return SQLITE_IOERR;
  }
  DiskNode& node = *node_;
  if (!is_mapped_) {
    is_mapped_ = true;
    ++node.mappers;
  }
  const auto place = static_cast<std::size_t>(region);
  if (place >= node.regions.size()) {
    if (extend == 0) {
      return SQLITE_OK;
    }
    if (const int code = count(DiskCall::share); code != SQLITE_OK) {
      return code;
    }
    while (node.regions.size() <= place) {
      node.regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    }
  }
  *out = node.regions[place].get();
  return SQLITE_OK;
}

int SimulatedHandle::share_lock(int first, int count, int flags) {
  const auto begin = static_cast<std::size_t>(first);
  const std::size_t end = begin + static_cast<std::size_t>(count);
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    for (std::size_t place = begin; place < end; ++place) {
      let_go(place);
    }
    return SQLITE_OK;
  }
  if (is_gone()) {
    return SQLITE_IOERR;
  }
  DiskNode& node = *node_;
  const bool is_shared = (flags & SQLITE_SHM_SHARED) != 0;
  for (std::size_t place = begin; place < end; ++place) {
    const bool is_anothers = node.held[place] != nullptr && node.held[place] != this;
    const int others = node.shared[place] - (shares_[place] ? 1 : 0);
    if (is_anothers || (!is_shared && others > 0)) {
      return SQLITE_BUSY;
    }
  }
  for (std::size_t place = begin; place < end; ++place) {
    if (!is_shared) {
      node.held[place] = this;
    } else if (!shares_[place]) {
      shares_[place] = true;
      ++node.shared[place];
    }
  }
  return SQLITE_OK;
}

void SimulatedHandle::let_go(std::size_t place) {
  if (node_->held[place] == this) {
    node_->held[place] = nullptr;
  }
  if (shares_[place]) {
    shares_[place] = false;
    --node_->shared[place];
  }
}

int SimulatedHandle::unmap(int) {
  if (!is_mapped_) {
    return SQLITE_OK;
  }
  is_mapped_ = false;
  for (std::size_t place = 0; place < DiskNode::share_locks; ++place) {
    let_go(place);
  }
  // Who comes next recovers the index from the log, as after the last process has gone.
  if (--node_->mappers == 0) {
    node_->regions.clear();
  }
  return SQLITE_OK;
}

}  // namespace kith::support
