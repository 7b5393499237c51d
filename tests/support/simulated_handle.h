// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <array>
#include <memory>
#include <vector>

#include "support/simulated_disk.h"
#include "support/simulated_files.h"

namespace kith::support {

/// The faults that are planned, and the calls that were made.
class DiskCounter {
 public:
  void plan(const DiskFault& fault);
  void mend();
  bool has_failed() const { return has_failed_; }
  std::int64_t calls(DiskCall call) const { return calls_[static_cast<std::size_t>(call)]; }
  /// Counts a call; what SQLite is told when it is to fail, else SQLITE_OK.
  int count(DiskCall call);

 private:
  std::array<std::int64_t, 7> calls_{};
  DiskFault fault_{.at = 0};  // at 0: none
  bool has_failed_ = false;
};

/// What all handles of one file share: who holds which lock, and the memory of the log's index.
/// There is one for each file that is open.
struct DiskNode {
  static constexpr std::size_t share_locks = SQLITE_SHM_NLOCK;

  std::shared_ptr<DiskFile> file;
  int readers = 0;
  const void* reserved = nullptr;   ///< the handle that may write soon
  const void* pending = nullptr;    ///< the handle that waits for readers to go
  const void* exclusive = nullptr;  ///< the handle that writes
  std::vector<std::unique_ptr<char[]>> regions;
  int mappers = 0;
  std::array<int, share_locks> shared{};
  std::array<const void*, share_locks> held{};
};

/// One open file of a simulated disk: what SQLite asks of it, in SQLite's result codes. The disk
/// calls it under its mutex.
class SimulatedHandle {
 public:
  /// What a handle needs of its disk, which outlives it.
  struct Disk {
    DiskCounter& counter;
    DiskState& state;
    const std::uint64_t& age;  ///< another number after each cut: who is from before, fails
  };

  /// `flags` are SQLite's for opening.
  SimulatedHandle(Disk disk, std::shared_ptr<DiskNode> node, std::string path, int flags);
  SimulatedHandle(const SimulatedHandle&) = delete;
  SimulatedHandle& operator=(const SimulatedHandle&) = delete;
  ~SimulatedHandle();

  int read(void* into, int size, sqlite3_int64 offset);
  int write(const void* bytes, int size, sqlite3_int64 offset);
  int truncate(sqlite3_int64 size);
  int sync(int flags);
  int file_size(sqlite3_int64* size);
  int lock(int level);
  int unlock(int level);
  int check_reserved(int* is_reserved);
  int control(int operation, void* argument);
  int sector_size();
  int characteristics();
  int map(int region, int size, int extend, volatile void** out);
  int share_lock(int first, int count, int flags);
  int unmap(int is_last);

 private:
  int count(DiskCall call);
  bool is_gone() const { return age_ != disk_.age; }
  void let_go(std::size_t place);

  const Disk disk_;
  const std::uint64_t age_;
  const std::shared_ptr<DiskNode> node_;
  const std::string path_;
  const int flags_;
  bool syncs_folder_;  // a new journal's or log's first sync makes its name durable, too
  int level_ = SQLITE_LOCK_NONE;
  bool is_mapped_ = false;
  std::array<bool, DiskNode::share_locks> shares_{};
};

}  // namespace kith::support
