// SPDX-License-Identifier: Apache-2.0
#include "host/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace kith::host {

std::string unfinished_restore_of(const std::string& path) {
  std::string folder = std::filesystem::absolute(path).lexically_normal().string();
  while (folder.ends_with('/')) {
    folder.pop_back();
  }
  return folder + ".restoring";
}

Result<DataFolder> DataFolder::hold(const std::string& path) {
  std::error_code failed;
  const std::string restore = unfinished_restore_of(path);
  if (std::filesystem::exists(restore, failed) && !std::filesystem::exists(path, failed)) {
    return fail(ErrorCode::unavailable,
                "A restore into " + path +
                    " is not at its end. If it was cut off, run it again, or "
                    "remove " +
                    restore + " to begin with nothing.");
  }
  const bool is_new = std::filesystem::create_directories(path, failed);
  if (failed) {
    return fail(ErrorCode::unavailable, "The data folder " + path + " cannot be made: " +
                                            failed.message() + ". Name another with --data.");
  }
  if (is_new) {
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, failed);
  }
  const std::string file = path + "/kith.lock";
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) {
    return fail(ErrorCode::unavailable, "The data folder " + path + " cannot be written: " +
                                            std::generic_category().message(errno) +
                                            ". Check its rights.");
  }
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return fail(ErrorCode::conflict, "Another kith works on " + path + ". Stop it first.");
  }
  return DataFolder(std::filesystem::absolute(path).lexically_normal().string(), lock);
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataFolder& DataFolder::operator=(DataFolder&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  return *this;
}

DataFolder::~DataFolder() {
  if (lock_ >= 0) {
    ::close(lock_);
  }
}

}  // namespace kith::host
