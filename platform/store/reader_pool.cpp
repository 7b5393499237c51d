// SPDX-License-Identifier: Apache-2.0
#include "store/reader_pool.h"

namespace kith::store {

ReaderPool::Lease::~Lease() {
  if (reader_) {
    reader_->end();
    pool_->give_back(std::move(reader_));
  }
}

Result<ReaderPool::Lease> ReaderPool::acquire() {
  std::unique_ptr<SnapshotReader> reader = KITH_TRY(take());
  Result<void> begun = reader->begin();
  if (!begun) {
    give_back(std::move(reader));
    return std::unexpected(std::move(begun).error());
  }
  return Lease(*this, std::move(reader));
}

Result<std::unique_ptr<SnapshotReader>> ReaderPool::take() {
  std::unique_lock lock(mutex_);
  const bool ready = returned_.wait_for(
      lock, settings_.longest, [this] { return !free_.empty() || made_ < settings_.most; });
  if (!ready) {
    return fail(ErrorCode::unavailable, "Too many questions at once. Try again in a moment.");
  }
  if (!free_.empty()) {
    std::unique_ptr<SnapshotReader> reader = std::move(free_.back());
    free_.pop_back();
    return reader;
  }
  ++made_;
  lock.unlock();
  Result<std::unique_ptr<SnapshotReader>> opened =
      SnapshotReader::open(settings_.path, registry_, clock_, settings_.longest);
  if (!opened) {
    lock.lock();
    --made_;
  }
  return opened;
}

void ReaderPool::give_back(std::unique_ptr<SnapshotReader> reader) {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(reader));
  }
  returned_.notify_one();
}

}  // namespace kith::store
