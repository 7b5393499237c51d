// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <kith/result.h>

namespace kith::fault {

/// A disk whose power can be cut: an ext4 file system on a loop device, in an image that lies on a
/// btrfs of its own. The cut is a clone of the image (FICLONE, what `cp --reflink=always` does),
/// atomic for who writes the image meanwhile: the clone has what had reached the disk, and nothing
/// of what the system still held in memory. What a disk loses of its own cache, or tears, is not in
/// it: `tests/support` has a disk of that kind.
///
/// Everything is mounted in a name space of this process and of those that it starts from then on,
/// so that the kernel unmounts and detaches it all when the last of them ends, however it ends.
/// Used by the thread that made it.
class PowerCutDisk {
 public:
  /// What it needs of a machine, beside root and a kernel that mounts btrfs and ext4.
  struct Machine {
    std::string loop_control = "/dev/loop-control";
    std::string make_btrfs = "mkfs.btrfs";
    std::string make_ext4 = "mkfs.ext4";
  };

  /// Works in `folder`. Errors: `unavailable`, with what this machine has not.
  static Result<std::unique_ptr<PowerCutDisk>> create(const std::string& folder,
                                                      const Machine& machine);
  PowerCutDisk(const PowerCutDisk&) = delete;
  PowerCutDisk& operator=(const PowerCutDisk&) = delete;
  ~PowerCutDisk();

  /// Where the disk is mounted.
  const std::string& path() const { return disk_; }
  /// The power goes off: what is written from now on is lost.
  Result<void> cut();
  /// The power is back, and whoever used the disk has ended: it is as it was at the cut.
  Result<void> come_back();
  /// An empty one in its place.
  Result<void> replace();

 private:
  explicit PowerCutDisk(const std::string& folder);
  Result<void> make(const Machine& machine);
  Result<void> use(const std::string& image);

  std::string store_image_, store_, disk_;
  std::string empty_, current_, clone_;
  bool is_disk_mounted_ = false;
  bool is_store_mounted_ = false;
};

}  // namespace kith::fault
