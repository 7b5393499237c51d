// SPDX-License-Identifier: Apache-2.0
#include "store/durable_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace kith::store {
namespace {

std::unexpected<Error> failed(std::string_view doing, const std::string& path) {
  const ErrorCode code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::unavailable;
  return fail(code, fmt::format("The file {} cannot be {}: {}.", path, doing,
                                std::generic_category().message(errno)));
}

/// An open file, closed with the object.
class OpenFile {
 public:
  OpenFile(const std::string& path, int flags) : number_(::open(path.c_str(), flags, 0600)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

Result<void> write_synced(const std::string& path, std::string_view bytes, int flags) {
  const OpenFile file(path, flags | O_WRONLY | O_CREAT | O_CLOEXEC);
  if (!file) {
    return failed("written", path);
  }
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return failed("written", path);
    }
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
  }
  return ::fsync(file.number()) == 0 ? Result<void>() : failed("written", path);
}

}  // namespace

Result<void> write_durably(const std::string& path, std::string_view bytes,
                           std::string_view unfinished) {
  const std::string fresh = path + std::string(unfinished);
  Result<void> written = write_synced(fresh, bytes, O_TRUNC);
  if (written && std::rename(fresh.c_str(), path.c_str()) != 0) {
    written = failed("written", path);
  }
  if (!written) {
    static_cast<void>(std::remove(fresh.c_str()));
    return written;
  }
  return sync_folder(std::filesystem::path(path).parent_path().string());
}

Result<void> append_durably(const std::string& path, std::string_view bytes) {
  return write_synced(path, bytes, O_APPEND);
}

Result<void> sync_file(const std::string& path) {
  const OpenFile file(path, O_RDONLY | O_CLOEXEC);
  return file && ::fsync(file.number()) == 0 ? Result<void>() : failed("written", path);
}

Result<void> sync_folder(const std::string& folder) {
  return sync_file(folder.empty() ? "." : folder);
}

Result<std::string> read_whole(const std::string& path) {
  const OpenFile file(path, O_RDONLY | O_CLOEXEC);
  if (!file) {
    return failed("read", path);
  }
  std::string bytes;
  char piece[1 << 16];
  while (true) {
    const ssize_t got = ::read(file.number(), piece, sizeof piece);
    if (got == 0) {
      return bytes;
    }
    if (got < 0 && errno != EINTR) {
      return failed("read", path);
    }
    bytes.append(piece, static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  }
}

}  // namespace kith::store
