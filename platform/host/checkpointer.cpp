// SPDX-License-Identifier: Apache-2.0
#include "host/checkpointer.h"

#include <filesystem>

namespace kith::host {
namespace {

constexpr Duration between_looks = std::chrono::milliseconds(500);
constexpr int quiet_looks_before_truncating = 8;

}  // namespace

Checkpointer::~Checkpointer() {
  stop();
}

void Checkpointer::start() {
  thread_ = std::thread([this] { loop(); });
}

void Checkpointer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Checkpointer::loop() {
  Result<store::Connection> connection =
      store::Connection::open(path_, store::OpenMode::read_write);
  if (!connection) {
    return;
  }
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, between_looks, [this] { return stopping_; })) {
    lock.unlock();
    look(*connection);
    lock.lock();
  }
}

void Checkpointer::look(store::Connection& connection) {
  std::error_code absent;
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path_ + "-wal", absent));
  if (absent || size <= 0) {
    return;
  }
  // A checkpoint that cannot finish now is tried again at a later look.
  if (size > grown) {
    static_cast<void>(connection.execute("PRAGMA wal_checkpoint(PASSIVE)"));
  }
  quiet_looks_ = size == size_before_ ? quiet_looks_ + 1 : 0;
  size_before_ = size;
  if (quiet_looks_ == quiet_looks_before_truncating) {
    static_cast<void>(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  }
}

}  // namespace kith::host
