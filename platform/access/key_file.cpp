// SPDX-License-Identifier: Apache-2.0
#include "access/key_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "base/hash.h"

namespace kith::access {
namespace {

constexpr std::size_t largest_file = 65'536;

/// A file descriptor that closes itself.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

std::unexpected<Error> refuse(const std::string& path, std::string_view why) {
  return fail(ErrorCode::unavailable, fmt::format("The key file {} {}", path, why));
}

std::unexpected<Error> failed(const std::string& path, std::string_view doing) {
  const int error = errno;
  return fail(ErrorCode::unavailable, fmt::format("The key file {} cannot be {}: {}.", path, doing,
                                                  std::generic_category().message(error)));
}

Result<void> check_place(const std::string& path, const std::string& data_folder) {
  std::error_code ignored;
  const auto file = std::filesystem::weakly_canonical(path, ignored);
  const auto folder = std::filesystem::weakly_canonical(data_folder, ignored);
  const auto [rest, _] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  if (rest == folder.end() && !folder.empty()) {
    return refuse(path,
                  "lies inside the data folder, so that a backup would hold both the sealed "
                  "secrets and their key. Put it elsewhere with KITH_KEY_FILE.");
  }
  return {};
}

Result<void> check_owner(const std::string& path, const File& file) {
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) {
    return failed(path, "looked at");
  }
  if (!S_ISREG(status.st_mode)) {
    return refuse(path, "is no plain file.");
  }
  if (status.st_uid != ::geteuid()) {
    return refuse(path, "belongs to another user. Let the user that kith runs as own it.");
  }
  if ((status.st_mode & 077U) != 0) {
    return refuse(path, "can be read by others. Run: chmod 600 " + path);
  }
  return {};
}

/// Nothing where there is no such file.
Result<std::optional<std::string>> read_file(const std::string& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file) {
    if (errno == ENOENT) {
      return std::optional<std::string>();
    }
    if (errno == ELOOP) {
      return refuse(path, "is a link. Name the file itself.");
    }
    return failed(path, "read");
  }
  KITH_CHECK(check_owner(path, file));
  std::string text;
  std::array<char, 4096> piece{};
  ssize_t size = 0;
  while ((size = ::read(file.get(), piece.data(), piece.size())) > 0) {
    text.append(piece.data(), static_cast<std::size_t>(size));
    if (text.size() > largest_file) {
      return refuse(path, "is no key file: it is too large.");
    }
  }
  if (size < 0) {
    return failed(path, "read");
  }
  return std::optional(std::move(text));
}

Result<void> write_whole(const std::string& path, const std::string& text) {
  const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) {
    return failed(path, "made");
  }
  const ssize_t written = ::write(file.get(), text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size()) || ::fsync(file.get()) != 0) {
    return failed(path, "written");
  }
  return {};
}

Result<void> sync_folder(const std::string& path) {
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  const File folder(::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY));
  if (!folder || ::fsync(folder.get()) != 0) {
    return failed(path, "brought to disk");
  }
  return {};
}

// Written beside its place and linked into it whole, so that a crash leaves either no key file or
// a good one, and of two first starts one wins.
Result<void> make_file(const std::string& path, Random& random) {
  std::array<unsigned char, 32> key{};
  random.fill(key);
  const std::string text = hex({reinterpret_cast<const char*>(key.data()), key.size()}) + "\n";
  const std::string draft = path + "." + random.token(9);
  KITH_CHECK(write_whole(draft, text));
  const int linked = ::link(draft.c_str(), path.c_str());
  const int error = errno;
  ::unlink(draft.c_str());
  if (linked != 0 && error != EEXIST) {
    errno = error;
    return failed(path, "made");
  }
  return sync_folder(path);
}

}  // namespace

Result<std::string> read_or_make_key_file(const std::string& path, const std::string& data_folder,
                                          Random& random) {
  KITH_CHECK(check_place(path, data_folder));
  std::optional<std::string> text = KITH_TRY(read_file(path));
  if (!text) {
    KITH_CHECK(make_file(path, random));
    text = KITH_TRY(read_file(path));
  }
  if (!text) {
    return refuse(path, "is gone again. Start once more.");
  }
  return *std::move(text);
}

}  // namespace kith::access
