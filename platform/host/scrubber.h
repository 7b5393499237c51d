// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/logger.h"

namespace kith::host {

/// Reads every page, the write-ahead logs and every file of a message once a day while the server
/// serves, a megabyte a second, and says in the process's log what is not as it was written: what
/// nobody asks for would otherwise be found when it is needed. What people ask for is checked when
/// it is read, in any case. What it found stays until the next look is over.
class Scrubber {
 public:
  /// All of it outlives the scrubber.
  struct Services {
    const Clock& clock;
    const Logger& log;
  };

  Scrubber(std::string data, Services services) : data_(std::move(data)), services_(services) {}
  ~Scrubber() { stop(); }

  void start();
  void stop();

  /// How many pages, frames and files did not hold at the newest look, or so far where that is
  /// more. Any thread.
  std::int64_t damaged() const { return damaged_; }
  /// How many looks are over. Any thread.
  std::int64_t looks() const { return looks_; }

 private:
  void loop();
  bool look();
  bool look_at_database(const std::string& name);
  bool look_at_files(const std::string& folder);
  void tell(const std::string& file, std::int64_t page, std::int64_t frame);
  bool wait(Duration span);

  const std::string data_;
  const Services services_;
  std::int64_t found_ = 0;  // in this look
  std::atomic<std::int64_t> damaged_ = 0;
  std::atomic<std::int64_t> looks_ = 0;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kith::host
