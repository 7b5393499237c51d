// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/session.h"

namespace kith::store {

/// Snapshot readers for whoever answers a request: opened at need up to a bound, kept, handed out
/// one per user. Safe from any thread; outlives its leases.
class ReaderPool {
 public:
  /// What a pool is made with; see SnapshotReader for `longest`.
  struct Settings {
    std::string path;
    std::size_t most = 4;
    Duration longest = std::chrono::seconds(5);
  };

  ReaderPool(Settings settings, const StatementRegistry& registry, const Clock& clock);

  /// An open snapshot; going out of scope closes it and gives the reader back.
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<SnapshotReader> reader)
        : pool_(&pool), reader_(std::move(reader)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Session& operator*() { return reader_->session(); }
    Session* operator->() { return &reader_->session(); }

   private:
    ReaderPool* pool_;
    std::unique_ptr<SnapshotReader> reader_;
  };

  /// Waits while all readers are out; `unavailable` when that takes longer than a snapshot may.
  Result<Lease> acquire();

 private:
  Result<std::unique_ptr<SnapshotReader>> take();
  Result<std::unique_ptr<SnapshotReader>> open();
  void give_back(std::unique_ptr<SnapshotReader> reader);

  Settings settings_;
  const StatementRegistry& registry_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<SnapshotReader>> free_;  // has room for all, so none is ever lost
  std::size_t made_ = 0;
};

}  // namespace kith::store
