// SPDX-License-Identifier: Apache-2.0
#include "power_cut_disk.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "scenario/kith_process.h"

namespace kith::fault {
namespace {

namespace fs = std::filesystem;

// Images are files with holes: only what is written takes room.
constexpr std::uintmax_t store_bytes = std::uintmax_t{4} << 30;
constexpr std::uintmax_t disk_bytes = std::uintmax_t{1} << 30;

std::unexpected<Error> has_not(const std::string& what) {
  return fail(ErrorCode::unavailable, what);
}

std::string system_says() {
  return std::generic_category().message(errno);
}

Result<void> run(const std::vector<std::string>& command, const std::string& package) {
  const scenario::Ran ran = scenario::run_program(command);
  if (ran.exit_code == 127) {
    return has_not(fmt::format("{} is not installed (package {})", command[0], package));
  }
  return ran.exit_code == 0
             ? Result<void>()
             : has_not(fmt::format("{} failed: {}", command[0], ran.errors + ran.output));
}

Result<void> make_image(const std::string& image, std::uintmax_t bytes,
                        std::vector<std::string> make, const std::string& package) {
  std::error_code failed;
  std::ofstream(image).close();
  fs::resize_file(image, bytes, failed);
  if (failed) {
    return has_not(fmt::format("{} cannot be made: {}", image, failed.message()));
  }
  make.push_back(image);
  return run(make, package);
}

Result<void> mount_image(const std::string& image, const std::string& folder) {
  return run({"mount", "-o", "loop", image, folder}, "mount");
}

Result<void> clone(const std::string& from, const std::string& to) {
  const int source = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
  const int target = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool is_done = source >= 0 && target >= 0 && ::ioctl(target, FICLONE, source) == 0;
  const std::string why = is_done ? "" : system_says();
  ::close(source);
  ::close(target);
  return is_done ? Result<void>() : has_not("a file cannot be cloned: " + why);
}

Result<void> unmount(const std::string& folder) {
  return ::umount2(folder.c_str(), 0) == 0
             ? Result<void>()
             : has_not(fmt::format("{} cannot be unmounted: {}", folder, system_says()));
}

}  // namespace

PowerCutDisk::PowerCutDisk(const std::string& folder)
    : store_image_(folder + "/store.btrfs"),
      store_(folder + "/store"),
      disk_(folder + "/disk"),
      empty_(store_ + "/empty.ext4"),
      current_(store_ + "/disk.ext4"),
      clone_(store_ + "/clone.ext4") {}

Result<std::unique_ptr<PowerCutDisk>> PowerCutDisk::create(const std::string& folder,
                                                           const Machine& machine) {
  std::unique_ptr<PowerCutDisk> disk(new PowerCutDisk(folder));
  KITH_CHECK(disk->make(machine));
  KITH_CHECK(disk->replace());
  return disk;
}

Result<void> PowerCutDisk::make(const Machine& machine) {
  if (!fs::exists(machine.loop_control)) {
    return has_not("there are no loop devices (" + machine.loop_control + ")");
  }
  KITH_CHECK(make_image(store_image_, store_bytes, {machine.make_btrfs, "-q"}, "btrfs-progs"));
  if (::unshare(CLONE_NEWNS) != 0 ||
      ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
    return has_not("mounts of this process's own are refused (that takes root): " + system_says());
  }
  fs::create_directory(store_);
  fs::create_directory(disk_);
  KITH_CHECK(mount_image(store_image_, store_));
  is_store_mounted_ = true;
  return make_image(empty_, disk_bytes, {machine.make_ext4, "-q", "-F", "-m0"}, "e2fsprogs");
}

PowerCutDisk::~PowerCutDisk() {
  if (is_disk_mounted_) {
    static_cast<void>(unmount(disk_));
  }
  if (is_store_mounted_) {
    static_cast<void>(unmount(store_));
  }
}

Result<void> PowerCutDisk::cut() {
  return clone(current_, clone_);
}

Result<void> PowerCutDisk::come_back() {
  return use(clone_);
}

Result<void> PowerCutDisk::replace() {
  KITH_CHECK(clone(empty_, clone_));
  return use(clone_);
}

Result<void> PowerCutDisk::use(const std::string& image) {
  if (is_disk_mounted_) {
    KITH_CHECK(unmount(disk_));
    is_disk_mounted_ = false;
  }
  fs::rename(image, current_);
  KITH_CHECK(mount_image(current_, disk_));
  is_disk_mounted_ = true;
  return {};
}

}  // namespace kith::fault
