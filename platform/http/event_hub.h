// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

#include <kith/result.h>

#include "base/clock.h"
#include "http/event_stream.h"
#include "http/hub_inbox.h"
#include "http/hub_settings.h"
#include "http/live_workspace.h"
#include "http/stream_seats.h"

namespace kith::http {

/// Hands what is committed to everybody who follows it live. Whatever is called on it only leaves a
/// letter; one thread, HubThread's or a simulation's, does the rest in step(). Public members are
/// safe from any thread, but for step().
class EventHub {
 public:
  /// `clock` outlives the hub. `background` may still have jobs of the hub when that has gone.
  EventHub(HubSettings settings, const Clock& clock, Background background);
  ~EventHub();
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;

  /// Follows a workspace from now on, whose newest event is `last`. Reads the newest events from
  /// disk, so that clients who come back after a restart need not. The log stays until close().
  Result<void> open(WorkspaceId workspace, EventReader reader, Sequence last);
  /// Ends the workspace's streams.
  void close(WorkspaceId workspace);
  /// What a commit added to the log; from the writer's thread. A commit that never comes here is
  /// read from disk.
  void publish(WorkspaceId workspace, EventBatch events);

  /// The number to put into a StreamWish, taken before its caller is admitted.
  std::uint64_t ends() const { return inbox_->ends(); }
  /// Ends the streams of those whose rights have changed or ended; called once access knows the new
  /// ones. A stream whose caller was admitted before does not begin any more.
  void end_streams(WorkspaceId workspace, StreamEnd whose);
  /// A stream, as a response's body. Refuses where there are too many.
  Result<std::shared_ptr<StreamSource>> follow(StreamWish wish);
  /// How to read the log of an open workspace; `unavailable` for one that is not open.
  Result<EventReader> reader(WorkspaceId workspace) const;
  const Background& background() const { return background_; }
  std::size_t streams() const { return seats_->taken(); }

  /// Does what there is to do; says how long nothing more will be, unless a letter comes.
  Duration step();
  void wait(Duration most) { inbox_->wait(most); }
  void wake() { inbox_->wake(); }

 private:
  void handle(HubLetter& letter);
  void hand_over(LiveWorkspace& workspace, HubLetter& letter);
  void give_up(HubLetter& letter);
  void tend(LiveWorkspace& workspace, Duration now);

  const HubSettings settings_;
  const Clock& clock_;
  const Background background_;
  const std::shared_ptr<HubInbox> inbox_ = std::make_shared<HubInbox>();
  const std::shared_ptr<StreamSeats> seats_;

  mutable std::mutex readers_mutex_;
  std::unordered_map<WorkspaceId, EventReader> readers_;

  // For step() alone.
  std::unordered_map<WorkspaceId, std::unique_ptr<LiveWorkspace>> workspaces_;
  Duration next_beat_{};
};

/// The thread on which a hub works.
class HubThread {
 public:
  /// `hub` outlives the thread.
  explicit HubThread(EventHub& hub);
  ~HubThread();
  HubThread(const HubThread&) = delete;
  HubThread& operator=(const HubThread&) = delete;

 private:
  EventHub& hub_;
  std::jthread thread_;
};

}  // namespace kith::http
