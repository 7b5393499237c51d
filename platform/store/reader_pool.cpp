// SPDX-License-Identifier: Apache-2.0
#include "store/reader_pool.h"

#include "base/out_of_memory.h"

namespace kith::store {

ReaderPool::ReaderPool(Settings settings, const StatementRegistry& registry, const Clock& clock)
    : settings_(std::move(settings)), registry_(registry), clock_(clock) {
  free_.reserve(settings_.most);
}

ReaderPool::Lease::~Lease() {
  if (reader_) {
    reader_->end();
    pool_->give_back(std::move(reader_));
  }
}

Result<ReaderPool::Lease> ReaderPool::acquire() {
  std::unique_ptr<SnapshotReader> reader = KITH_TRY(take());
  SnapshotReader& taken = *reader;
  Lease lease(*this, std::move(reader));
  KITH_CHECK(taken.begin());
  return lease;
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
  Result<std::unique_ptr<SnapshotReader>> opened = open();
  if (!opened) {
    lock.lock();
    --made_;
  }
  return opened;
}

Result<std::unique_ptr<SnapshotReader>> ReaderPool::open() {
  try {
    return SnapshotReader::open(settings_.path, registry_, clock_, settings_.longest);
  } catch (const std::bad_alloc&) {
    return std::unexpected(out_of_memory());
  }
}

void ReaderPool::give_back(std::unique_ptr<SnapshotReader> reader) {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(reader));
  }
  returned_.notify_one();
}

}  // namespace kith::store
