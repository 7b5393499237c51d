// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "conversation/post_key_filter.h"
#include "store/reader_pool.h"
#include "store/writer.h"

namespace kith::host {

/// Does in each workspace what falls due by itself: fires timers, wakes snoozed conversations,
/// moves held replies on when their time to undo is over, and forgets old repeat keys and uploads
/// that belong to nothing. Behind a start it reads the keys of posts for their filter. Asks often
/// and cheaply; the due times are rows, so that nothing is lost by a restart or a clock that jumps.
class Ticker {
 public:
  /// What it works with; all of it outlives the ticker.
  struct Services {
    store::Writer& writer;
    store::ReaderPool& readers;
    conversation::PostKeyFilter& keys;
    const Clock& clock;
  };

  Ticker(WorkspaceId workspace, const Services& services)
      : workspace_(workspace),
        services_(services),
        began_at_(services.clock.now()),
        began_(services.clock.steady()) {}
  ~Ticker();

  void start();
  void stop();
  /// Does what is due now. True when something was. Any thread.
  bool tick();

 private:
  Result<bool> is_anything_due();
  Result<bool> load_keys();
  /// Not later than the time that has passed since the start says: what a day makes old is not old
  /// because somebody set the clock.
  Time time_by_what_passed() const;
  void loop();

  const WorkspaceId workspace_;
  const Services services_;
  const Time began_at_;
  const Duration began_;
  std::mutex ticking_;
  Time last_forgetting_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

std::span<const Statement* const> ticker_statements();

}  // namespace kith::host
