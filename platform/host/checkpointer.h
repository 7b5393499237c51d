// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "store/writer.h"

namespace kith::host {

/// Moves the write-ahead log into the database on a thread of its own, so that no commit does:
/// once it has grown, and wholly when nothing was written for a while. The file keeps its size when
/// the log begins anew in it, so how far it has grown is asked of the writer.
class Checkpointer {
 public:
  static constexpr int grown = 16'384;  ///< pages, 64 MB

  /// `writer` is the database's and outlives this.
  Checkpointer(std::string path, store::Writer& writer) : path_(std::move(path)), writer_(writer) {}
  ~Checkpointer();

  /// Told of an I/O error: a sync that failed must not be tried again, since the system may have
  /// dropped what it could not write. Before start().
  void on_fatal(store::Writer::Fatal fatal) { fatal_ = std::move(fatal); }
  void start();
  void stop();

 private:
  void loop();
  void look(store::Connection& connection);
  void checkpoint(store::Connection& connection, const char* how);

  std::string path_;
  store::Writer& writer_;
  store::Writer::Fatal fatal_;
  int pages_before_ = 0;  ///< how long the log was at the last checkpoint
  int quiet_looks_ = 0;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kith::host
