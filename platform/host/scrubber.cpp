// SPDX-License-Identifier: Apache-2.0
#include "host/scrubber.h"

#include <algorithm>

#include "host/verification.h"
#include "store/blob_folder.h"
#include "store/file_scan.h"
#include "store/page_sums.h"

namespace kith::host {
namespace {

constexpr Duration between_pieces = std::chrono::seconds(1);
constexpr std::int64_t bytes_in_piece = 1 << 20;
constexpr Duration between_looks = std::chrono::hours(24);

}  // namespace

void Scrubber::start() {
  thread_ = std::thread([this] { loop(); });
}

void Scrubber::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

// False when it is told to stop.
bool Scrubber::wait(Duration span) {
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, span, [this] { return stopping_; });
}

void Scrubber::loop() {
  Duration began = services_.clock.steady();
  while (look()) {
    const Duration left = between_looks - (services_.clock.steady() - began);
    if (!wait(std::max(left, between_pieces))) {
      return;
    }
    began = services_.clock.steady();
  }
}

bool Scrubber::look() {
  found_ = 0;
  for (const std::string& name : databases_in(data_)) {
    const std::string folder = name.substr(0, name.rfind('/') + 1);
    if (!look_at_database(name) || (!folder.empty() && !look_at_files(folder + "blobs"))) {
      return false;
    }
  }
  damaged_ = found_;
  ++looks_;
  return true;
}

bool Scrubber::look_at_database(const std::string& name) {
  Result<store::FileScan> scan = store::FileScan::open(data_ + '/' + name);
  if (!scan) {
    tell(name, 0, 0);
    return true;
  }
  while (scan->step(bytes_in_piece / store::page_bytes)) {
    if (!wait(between_pieces)) {
      return false;
    }
  }
  for (const store::Damage& damage : scan->damages()) {
    tell(damage.file.substr(data_.size() + 1), damage.page, damage.frame);
  }
  return true;
}

bool Scrubber::look_at_files(const std::string& folder) {
  const store::BlobFolder blobs(data_ + '/' + folder);
  std::vector<std::string> names;
  const Result<void> listed =
      blobs.each([&](std::string_view sha256, std::int64_t) -> Result<void> {
        names.emplace_back(sha256);
        return {};
      });
  if (!listed) {
    tell(folder, 0, 0);
  }
  std::int64_t bytes = 0;
  for (const std::string& name : names) {
    const Result<std::string> read = blobs.read(name);
    if (!read && read.error().code != ErrorCode::not_found) {
      tell(folder + '/' + hex(name), 0, 0);
    }
    bytes += read ? static_cast<std::int64_t>(read->size()) : 0;
    if (bytes >= bytes_in_piece && !wait(between_pieces)) {
      return false;
    }
    bytes %= bytes_in_piece;
  }
  return wait({});
}

void Scrubber::tell(const std::string& file, std::int64_t page, std::int64_t frame) {
  ++found_;
  damaged_ = std::max(damaged_.load(), found_);
  services_.log.error("store.damaged", {{"file", file}, {"page", page}, {"frame", frame}});
}

}  // namespace kith::host
