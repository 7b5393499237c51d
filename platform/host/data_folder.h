// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/result.h>

namespace kith::host {

/// The folder with all data, held by this process alone while the object lives.
class DataFolder {
 public:
  /// Makes the folder when it is not there, readable by its owner alone. `conflict` while another
  /// process holds it, `unavailable` while a restore into it is not at its end.
  static Result<DataFolder> hold(const std::string& path);

  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&& other) noexcept;
  ~DataFolder();

  const std::string& path() const { return path_; }
  std::string server_database() const { return path_ + "/server.db"; }
  std::string socket() const { return socket_of(path_); }
  static std::string socket_of(const std::string& path) { return path + "/kith.sock"; }

 private:
  DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::string path_;
  int lock_ = -1;
};

/// The folder that a restore into the data folder `path` works in until it is whole.
std::string unfinished_restore_of(const std::string& path);

}  // namespace kith::host
