// SPDX-License-Identifier: Apache-2.0
#include "store/file_scan.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace kith::store {
namespace {

constexpr std::string_view changed = "is not as it was written";

template <std::size_t size>
std::string_view view(const std::array<char, size>& bytes) {
  return {bytes.data(), bytes.size()};
}

std::optional<LogSeal> seal_beside(const std::string& database) {
  SystemFile file(database + std::string(seal_ending), SystemFile::Kind::log);
  SealBytes bytes;
  return file.read(bytes.data(), bytes.size(), 0) ? seal_of(view(bytes)) : std::nullopt;
}

}  // namespace

FileScan::FileScan(std::string path)
    : path_(std::move(path)),
      database_(std::make_unique<SystemFile>(path_, SystemFile::Kind::database)) {}

Result<FileScan> FileScan::open(const std::string& path) {
  FileScan scan(path);
  KITH_CHECK(scan.begin());
  return scan;
}

Result<void> FileScan::begin() {
  if (!database_->is_open()) {
    return fail(ErrorCode::unavailable, fmt::format("The file {} cannot be read.", path_));
  }
  if (database_->read(page_.data(), page_bytes, 0)) {
    has_sums_ = has_page_sums(view(page_));
    if (!view(page_).starts_with(database_beginning)) {
      damages_.push_back(damage_in(path_, 1, 0, "is not the head of a database"));
    }
  }
  return {};
}

void FileScan::run() {
  while (step(1'000)) {
  }
}

bool FileScan::step(std::int64_t pages) {
  for (std::int64_t page = 0; page < pages; ++page) {
    if (!has_sums_ || !read_page(next_)) {
      look_again();
      read_log();
      return false;
    }
    ++next_;
  }
  return true;
}

// False after the last page.
bool FileScan::read_page(std::int64_t number) {
  if (!database_->read(page_.data(), page_bytes, (number - 1) * page_bytes)) {
    return false;
  }
  if (!page_holds(view(page_), number)) {
    doubtful_.push_back(number);
  }
  return true;
}

void FileScan::look_again() {
  const std::vector<std::int64_t> doubtful = std::exchange(doubtful_, {});
  for (const std::int64_t number : doubtful) {
    read_page(number);
  }
  for (const std::int64_t number : doubtful_) {
    damages_.push_back(damage_in(path_, number, 0, changed));
  }
  doubtful_.clear();
}

void FileScan::read_log() {
  const std::string path = path_ + std::string(log_ending);
  const std::optional<LogSeal> seal = seal_beside(path_);
  SystemFile log(path, SystemFile::Kind::log);
  std::array<char, log_head_bytes> head{};
  if (!seal || !log.read(head.data(), log_head_bytes, 0)) {
    return;
  }
  const std::size_t before = damages_.size();
  if (!log_salt_of(view(head))) {
    damages_.push_back(damage_in(path, 0, 0, "has a head that is not as it was written"));
  } else if (*log_salt_of(view(head)) == seal->salt) {
    read_frames(log, *seal);
  }
  // When the log begins anew its head is written first, and when it is cut off it has none.
  std::array<char, log_head_bytes> head_now{};
  if (!log.read(head_now.data(), log_head_bytes, 0) || head_now != head) {
    damages_.resize(before);
  }
}

void FileScan::read_frames(SystemFile& log, const LogSeal& seal) {
  const std::string path = path_ + std::string(log_ending);
  std::array<char, page_sum_bytes> sum{};
  std::array<char, frame_bytes> frame{};
  for (std::int64_t number = 1; number <= seal.frames; ++number) {
    if (!log.read(sum.data(), page_sum_bytes, sum_before_offset(number)) ||
        !log.read(frame.data(), frame_bytes, frame_offset(number))) {
      damages_.push_back(damage_in(path, 0, 0, "is shorter than what was acknowledged"));
      return;
    }
    const FrameHead found = frame_head_of(view(frame));
    const std::string_view page = view(frame).substr(frame_head_bytes);
    if (found.salt != seal.salt || !frame_holds(view(sum), view(frame), page)) {
      damages_.push_back(damage_in(path, found.page, number, changed));
    }
  }
}

}  // namespace kith::store
