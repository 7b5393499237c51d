// SPDX-License-Identifier: Apache-2.0
#include "host/checkpointer.h"

#include <filesystem>

#include "base/kill_point.h"
#include "base/out_of_memory.h"

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
    survive([&] { look(*connection); });
    lock.lock();
  }
}

void Checkpointer::look(store::Connection& connection) {
  std::error_code absent;
  if (std::filesystem::file_size(path_ + "-wal", absent) == 0 || absent) {
    return;
  }
  // The log begins anew only when nobody reads in it, so it may be long and all checkpointed. A
  // checkpoint that cannot finish now is tried again when the log has grown as much once more.
  const int pages = writer_.take_log_pages();
  pages_before_ = pages > 0 && pages < pages_before_ ? 0 : pages_before_;
  if (pages - pages_before_ > grown) {
    checkpoint(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    pages_before_ = pages;
  }
  quiet_looks_ = pages == 0 ? quiet_looks_ + 1 : 0;
  if (quiet_looks_ == quiet_looks_before_truncating) {
    checkpoint(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
  }
}

// One that finds the disk full is tried again later; the log keeps everything meanwhile.
void Checkpointer::checkpoint(store::Connection& connection, const char* how) {
  kill_point("checkpoint.begun");
  const Result<void> done = connection.execute(how);
  kill_point("checkpoint.done");
  if (!done && connection.severity() == store::Severity::fatal && fatal_) {
    fatal_(done.error());
  }
}

}  // namespace kith::host
