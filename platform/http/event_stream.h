// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "http/event_mask.h"
#include "http/hub_inbox.h"
#include "http/message.h"
#include "http/stream_seats.h"

namespace kith::http {

struct Audience;

/// What a client wants to follow.
struct StreamWish {
  WorkspaceId workspace;
  EventMask mask;
  TypeFilter filter;
  std::optional<Sequence> after;  ///< the last event it has; absent: from now on
  std::uint64_t ends = 0;         ///< HubInbox::ends() before its caller was admitted
  StreamOwner owner;              ///< whose end is its end
};

/// One client's stream of events. Its listener starts and stops it; what else is in it belongs to
/// the hub, which alone sends.
class EventStream final : public StreamSource, public std::enable_shared_from_this<EventStream> {
 public:
  EventStream(std::shared_ptr<HubInbox> inbox, StreamWish wish, Seat seat)
      : inbox_(std::move(inbox)), wish_(std::move(wish)), seat_(std::move(seat)) {}

  void start(std::shared_ptr<StreamSink> sink) override;
  void stop() override;

  const StreamWish& wish() const { return wish_; }
  bool wants(Visibility visibility, std::string_view type) const {
    return wish_.mask.sees(visibility) && wish_.filter.takes(type);
  }

  /// How the stream keeps up.
  enum class Pace : std::uint8_t {
    live,     ///< has everything; gets what comes
    behind,   ///< is brought up from the ring
    reading,  ///< waits for a page from disk
    ended,
  };

  /// The hub's own notes on a stream; for the hub's thread.
  struct Notes {
    std::shared_ptr<StreamSink> sink;
    Audience* audience = nullptr;  ///< while live
    std::size_t place = 0;         ///< in the audience
    Sequence at = 0;               ///< everything up to here was sent, or is not for it
    Duration sent_at{};
    Duration ends_at{};
    Pace pace = Pace::behind;
  };
  Notes notes;

 private:
  const std::shared_ptr<HubInbox> inbox_;
  const StreamWish wish_;
  const Seat seat_;
};

}  // namespace kith::http
