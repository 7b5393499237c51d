// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "http/event_stream.h"
#include "http/frame_ring.h"
#include "http/hub_inbox.h"
#include "http/hub_settings.h"

namespace kith::http {

/// The live streams to which the same texts go, but for what is private to a member.
struct Audience {
  std::uint64_t mask = 0;
  TypeFilter filter;
  std::vector<EventStream*> streams;
};

/// The live events of one workspace and the streams that follow them. Each stream gets every event
/// that it may see and asked for once, in order, whether it comes from the ring, from disk or just
/// now; one that cannot keep up waits behind and is brought up when it has room. On the hub's
/// thread.
class LiveWorkspace {
 public:
  /// What it works with; outlives it.
  struct Services {
    const HubSettings& settings;
    const Clock& clock;
    const Background& background;
    const std::shared_ptr<HubInbox>& inbox;
  };

  LiveWorkspace(WorkspaceId workspace, HubLetter::Open open, Services services);
  ~LiveWorkspace();
  LiveWorkspace(const LiveWorkspace&) = delete;
  LiveWorkspace& operator=(const LiveWorkspace&) = delete;

  void publish(std::span<const store::LoggedEvent> events);
  void join(const std::shared_ptr<EventStream>& stream, const std::shared_ptr<StreamSink>& sink);
  void leave(EventStream& stream);
  /// Ends the streams that `whose` is about, also those on their way here whose caller was admitted
  /// before the end of that number.
  void end(StreamEnd whose, std::uint64_t number);
  /// Ends every stream; asks for no memory.
  void end_all();
  /// A page that `stream` has waited for.
  void take_page(const std::shared_ptr<EventStream>& stream,
                 Result<std::vector<store::LoggedEvent>> events);
  /// Gives those who are behind what they have room for.
  void bring_up();
  /// Heartbeats to those who got nothing for long, and an end to those who have lived for long.
  void beat();

  bool is_anyone_behind() const { return !behind_.empty(); }

 private:
  using Pace = EventStream::Pace;
  using StreamRef = std::shared_ptr<EventStream>;

  Frame frame_of(const store::LoggedEvent& event);
  void deliver(std::span<const Frame> run);
  void deliver_to(Audience& audience, std::span<const Frame> run,
                  std::span<const MemberId> with_private);
  SharedText joined(const EventStream& stream, std::span<const Frame> run) const;
  SharedText next_piece(const EventStream& stream, Sequence& upto) const;
  bool has_room(const EventStream& stream) const;
  bool send(EventStream& stream, SharedText text, Sequence upto);
  void make_live(EventStream& stream);
  void make_behind(EventStream& stream);
  void remove_from_audience(EventStream& stream);
  void bring_up_one(const StreamRef& stream);
  bool advance(const StreamRef& stream);
  void read_page(const StreamRef& stream);
  void reset(EventStream& stream);
  bool has_ended(const StreamWish& wish) const;
  enum class Farewell : std::uint8_t { close, none };
  void drop(EventStream& stream, Farewell farewell);

  const WorkspaceId workspace_;
  const Services services_;
  const std::shared_ptr<const EventReader> reader_;
  std::unordered_set<std::string> types_;
  FrameRing ring_;
  std::unordered_map<EventStream*, StreamRef> streams_;
  std::map<std::pair<std::uint64_t, std::vector<std::string>>, Audience> audiences_;
  std::vector<StreamRef> behind_;
  std::map<StreamEnd, std::uint64_t> ends_;  // the newest of each …
  std::uint64_t end_of_all_ = 0;             // … and of everybody
  std::int64_t joined_ = 0;                  // ever
};

}  // namespace kith::http
