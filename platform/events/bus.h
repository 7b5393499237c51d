// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "events/lane.h"

namespace kith::events {

/// A held event as a person sees it.
struct HeldEvent {
  std::string consumer;
  Sequence sequence = 0;
  std::string type;
  Subject subject;
  HoldState state = HoldState::waiting;
  int attempts = 0;
  std::string reason;
};

/// Delivers a workspace's log to its modules: one lane each, one watch over all. Owned by the
/// workspace; start and stop on one thread, the rest from any.
class Bus {
 public:
  /// Makes a lane for each module. `services` and the modules must outlive the bus.
  static Result<std::unique_ptr<Bus>> create(std::span<const Module* const> modules,
                                             const LaneServices& services, LaneSettings settings);
  ~Bus();

  void start();
  void stop();
  /// Lets every lane do what is to do, on the caller's thread. False when there was nothing.
  bool step();

  /// nullptr when there is no such module.
  Lane* lane(std::string_view module) const;
  std::span<const std::shared_ptr<Lane>> lanes() const { return lanes_; }
  /// Handlers that hung and were left behind: a process that has some must not wait for them.
  std::size_t abandoned() const;

 private:
  Bus() = default;
  void watch();
  void start_next();

  std::vector<std::shared_ptr<Lane>> lanes_;
  std::deque<Lane*> unstarted_;  ///< those on trial first; the watch's own once it runs
  Lane* on_trial_ = nullptr;
  std::size_t looks_at_trial_ = 0;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread watch_;
};

/// A consumer that has come some way in the log and has no lane now.
struct AbsentConsumer {
  std::string consumer;
  Sequence cursor = 0;
  std::int64_t held = 0;  ///< events that wait for it, parked or not
};

/// The consumers of a workspace that none of the modules is: what they have stays, their cursors
/// wait.
Result<std::vector<AbsentConsumer>> absent_consumers(Reader& reader,
                                                     std::span<const Module* const> modules);

/// Every held event of a workspace, oldest first, at most `most`.
Result<std::vector<HeldEvent>> held_events(Reader& reader, std::int64_t most);

}  // namespace kith::events
