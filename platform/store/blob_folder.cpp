// SPDX-License-Identifier: Apache-2.0
#include "store/blob_folder.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>

#include "store/durable_file.h"
#include "store/folder.h"

namespace kith::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view unfinished = ".new";

int digit_of(char each) {
  if (each >= '0' && each <= '9') {
    return each - '0';
  }
  return each >= 'a' && each <= 'f' ? each - 'a' + 10 : -1;
}

std::unexpected<Error> failed(std::string_view doing, const std::string& path,
                              const std::error_code& why) {
  return fail(ErrorCode::unavailable,
              fmt::format("The file {} cannot be {}: {}.", path, doing, why.message()));
}

}  // namespace

Result<Sha256> BlobFolder::put(std::string_view bytes) const {
  const Sha256 hash = sha256(bytes);
  const std::string path = file_of(bytes_of(hash));
  std::error_code why;
  if (fs::create_directories(path_, why)) {
    fs::permissions(path_, fs::perms::owner_all, why);
    KITH_CHECK(sync_folder(fs::path(path_).parent_path().string()));
  }
  const bool is_there = fs::file_size(path, why) == bytes.size() && !why;
  if (is_there && Result<std::string>(read(bytes_of(hash)))) {
    fs::last_write_time(path, fs::file_time_type::clock::now(), why);
    KITH_CHECK(sync_folder(path_));
    return hash;
  }
  const std::size_t writer = std::hash<std::thread::id>()(std::this_thread::get_id());
  KITH_CHECK(write_durably(path, bytes, fmt::format(".{:x}{}", writer, unfinished)));
  return hash;
}

Result<std::string> BlobFolder::read(std::string_view hash) const {
  std::string bytes = KITH_TRY(read_whole(file_of(hash)));
  if (bytes_of(sha256(bytes)) != hash) {
    return fail(ErrorCode::unavailable, "This file is damaged on the disk; a backup has it whole.",
                fmt::format("{} does not hold what it is called by", file_of(hash)));
  }
  return bytes;
}

bool BlobFolder::has(std::string_view hash) const {
  std::error_code absent;
  return fs::exists(file_of(hash), absent);
}

Result<void> BlobFolder::remove(std::string_view hash) const {
  std::error_code why;
  if (fs::remove(file_of(hash), why)) {
    return sync_folder(path_);
  }
  return why ? failed("removed", file_of(hash), why) : Result<void>();
}

Result<void> BlobFolder::each(const Seen& seen) const {
  const Result<std::vector<std::string>> names = names_in(path_);
  if (!names) {
    return names.error().code == ErrorCode::not_found ? Result<void>()
                                                      : std::unexpected(names.error());
  }
  const auto now = fs::file_time_type::clock::now();
  for (const std::string& name : *names) {
    const std::string hash = sha256_of_hex(name);
    std::error_code why;
    const auto written = fs::last_write_time(path_ + '/' + name, why);
    if (!hash.empty() && !why) {
      KITH_CHECK(
          seen(hash, std::chrono::duration_cast<std::chrono::seconds>(now - written).count()));
    }
  }
  return {};
}

void BlobFolder::remove_unfinished() const {
  std::error_code ignored;
  for (const std::string& name : names_in(path_).value_or(std::vector<std::string>())) {
    if (name.ends_with(unfinished)) {
      fs::remove(path_ + '/' + name, ignored);
    }
  }
}

std::string sha256_of_hex(std::string_view text) {
  std::string bytes;
  if (text.size() != 2 * Sha256().size()) {
    return bytes;
  }
  for (std::size_t place = 0; place < text.size(); place += 2) {
    const int high = digit_of(text[place]);
    const int low = digit_of(text[place + 1]);
    if (high < 0 || low < 0) {
      return {};
    }
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

}  // namespace kith::store
