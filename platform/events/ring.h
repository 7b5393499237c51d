// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/log.h"

namespace kith::events {

using Batch = std::shared_ptr<const std::vector<store::LoggedEvent>>;

/// Consecutive events, looked at inside the batches that keep them alive.
struct EventRun {
  std::vector<Batch> batches;
  std::vector<const store::LoggedEvent*> events;
};

/// The newest committed events of a workspace in memory, decoded once, so that consumers need not
/// read and parse what was just written. The writer publishes; any thread takes. Whoever has
/// fallen behind what the ring keeps reads the log instead.
class EventRing {
 public:
  explicit EventRing(std::size_t most = 65'536) : most_(most) {}

  /// Called after each commit, on the writer's thread; wakes whoever asked to be woken. Without
  /// memory for these events the ring keeps none, and who wants them reads the log.
  void publish(std::vector<store::LoggedEvent> events);
  /// The events after `after`, up to `most`; false when the ring no longer holds the next one.
  bool take(Sequence after, std::size_t most, EventRun& run) const;
  /// The newest sequence that was published, or the one the ring was started at.
  Sequence last() const;
  /// Where the log stands when the process starts.
  void start_at(Sequence last);
  /// Calls `wake` after each publication, on the writer's thread: it must be quick.
  void on_publish(std::function<void()> wake);

 private:
  void keep(std::vector<store::LoggedEvent> events);

  const std::size_t most_;
  mutable std::mutex mutex_;
  std::deque<Batch> batches_;
  std::size_t size_ = 0;
  Sequence last_ = 0;
  std::vector<std::function<void()>> wakes_;
};

}  // namespace kith::events
