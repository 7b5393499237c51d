// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>

#include "http/event_hub.h"
#include "http/gatekeeper.h"
#include "http/route_table.h"

namespace kith::http {

inline constexpr std::int64_t largest_sequence = (std::int64_t{1} << 53) - 1;

/// What to follow live.
struct FollowEvents {
  std::optional<Sequence> after;
  std::vector<std::string> types;

  static consteval auto describe() {
    return described(
        "Follows events live.",
        field<&FollowEvents::after>("The last event that is known already; absent: from now on. "
                                    "The header Last-Event-ID goes before it.",
                                    range{0, largest_sequence}, example{"1042"}),
        field<&FollowEvents::types>("Only types that begin so, as conversation or message.added.",
                                    defaults, items{0, 50}, length{1, 100}, forms::word));
  }
};

/// Which part of the log to read.
struct ReadEvents {
  Sequence after = 0;
  std::int32_t limit = 50;
  std::vector<std::string> types;

  static consteval auto describe() {
    return described(
        "Reads events in the order of the log.",
        field<&ReadEvents::after>("The last event that is known already; 0: from the first.",
                                  defaults, range{0, largest_sequence}, example{"1042"}),
        field<&ReadEvents::limit>("How many events at most.", defaults, range{1, 200}),
        field<&ReadEvents::types>("Only types that begin so, as conversation or message.added.",
                                  defaults, items{0, 50}, length{1, 100}, forms::word));
  }
};

/// Adds GET /api/v1/events/stream and GET /api/v1/events, both for event_log_read and showing what
/// the caller's mask lets through. A feed has no last page: `next` is always there, and asking
/// again from it gives what has come since. Hub and gatekeeper outlive the table.
void add_event_endpoints(RouteTable& table, EventHub& hub, Gatekeeper& gatekeeper);

}  // namespace kith::http
