// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace kith::support {

/// What SQLite asks of a disk: what is counted, and what can be made to fail.
enum class DiskCall : std::uint8_t {
  open,
  read,
  write,
  sync,
  truncate,
  remove,
  share,  ///< the memory that the connections of a file share is made larger
};

/// What a call says that fails. A sync that fails is always an I/O error.
enum class DiskError : std::uint8_t { io_error, disk_full };

/// Whether only one call fails, or every later one of its kind too.
enum class FaultLasts : std::uint8_t { once, from_then_on };

/// Which call fails, counted from the moment the fault is planned: 1 is the next one of its kind. A
/// write that fails leaves the first half of its sectors written.
struct DiskFault {
  DiskCall call = DiskCall::write;
  std::int64_t at = 1;
  DiskError error = DiskError::io_error;
  FaultLasts lasts = FaultLasts::once;
};

/// All files of a disk at one moment, with what of them is durable. Shares its bytes with the disk
/// until they change; may be kept as long as one likes and restored as often.
class DiskState;

/// A disk in memory for the databases below one folder. It is SQLite's default while it lives, so
/// that the product opens, locks, writes and syncs on it without knowing; databases elsewhere, and
/// files that are no databases, stay on the system's disk. It outlives every connection to it.
///
/// It knows what was synced and what was only written. What was written and not synced is, after a
/// cut of the power, there, gone, or torn at sectors of 512 bytes; a file that was made, removed or
/// truncated without a sync (of its folder: what SQLite does with a new journal or log) may be so
/// or not. Not modelled: a disk that says synced and lies, and a failed sync that drops what was
/// written. Any number of connections and threads of this process; the same calls and seeds always
/// give the same bytes, as long as one thread makes them.
class SimulatedDisk {
 public:
  /// `folder` is the beginning of every path that lies here; nothing need be there.
  explicit SimulatedDisk(std::string folder);
  SimulatedDisk(const SimulatedDisk&) = delete;
  SimulatedDisk& operator=(const SimulatedDisk&) = delete;
  ~SimulatedDisk();

  /// The power goes and comes back: the files are what the seed left of them, and durable. What is
  /// open now fails from here on with an I/O error and changes nothing any more; close it when
  /// convenient, before the disk goes. Call it before the objects that stand for the process are
  /// ended: a connection that closes in order writes its log back.
  void cut_power(std::uint64_t seed);

  std::shared_ptr<const DiskState> snapshot() const;
  /// The files as they were. What is open fails from here on, as after a cut: restore(snapshot())
  /// is a process that was killed on a machine that goes on.
  void restore(const std::shared_ptr<const DiskState>& state);

  /// Plans a fault in place of the one before, and begins to count at 0.
  void plan(const DiskFault& fault);
  /// Plans none, and begins to count at 0.
  void mend();
  /// Whether the planned fault has come about.
  bool has_failed() const;
  /// How many calls of a kind there were since plan(), mend(), or the start.
  std::int64_t calls(DiskCall call) const;
  /// Whether this thread is inside a disk: the memory it takes then is no part of what is tested.
  static bool is_at_work();

 private:
  class Vfs;
  std::unique_ptr<Vfs> vfs_;
};

}  // namespace kith::support
