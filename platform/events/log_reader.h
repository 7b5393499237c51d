// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_set>

#include <kith/reader.h>

#include "events/ring.h"

namespace kith::events {

/// Reads events back from the log, for consumers that have fallen behind the ring, for feeds and
/// for rebuilds. Owned by one consumer; used by one thread at a time.
class LogReader {
 public:
  /// The events after `after` in order, at most `most`.
  Result<EventRun> after(Reader& reader, Sequence after, std::size_t most);
  /// One event by its sequence; an empty run when there is none.
  Result<EventRun> one(Reader& reader, Sequence sequence);

 private:
  Result<EventRun> collect(std::unique_ptr<Rows> rows);
  // Types are few; an event's head looks at the name kept here.
  std::unordered_set<std::string> types_;
};

}  // namespace kith::events
