// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <kith/time.h>

namespace kith::http {

/// What the hub of live events keeps and grants.
struct HubSettings {
  std::size_t ring_events = 16'384;               ///< kept in memory, for each workspace …
  std::size_t ring_bytes = 8 * 1024 * 1024;       ///< … and at most so many bytes
  std::size_t warm_events = 1'000;                ///< read from disk when a workspace opens
  Duration heartbeat = std::chrono::seconds(15);  ///< to a stream that got nothing for so long
  Duration lifetime = std::chrono::hours(1);      ///< of a stream; its client comes again
  std::size_t streams = 16'384;                   ///< in all
  std::size_t streams_per_member = 20;
  Sequence resume_limit = 10'000;  ///< a client that missed more starts afresh
  std::size_t page = 100;          ///< events read from disk at once for a stream that is behind
  std::size_t piece_bytes = 32 * 1024;    ///< sent at once
  std::size_t backlog_bytes = 64 * 1024;  ///< unsent; beyond it a stream waits
};

}  // namespace kith::http
