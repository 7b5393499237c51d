// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <variant>
#include <vector>

#include <kith/id.h>
#include <kith/result.h>
#include <kith/time.h>

#include "http/message.h"
#include "http/stream_owner.h"
#include "store/log.h"

namespace kith::http {

class EventStream;

/// The committed events of one group, in order; shared with whoever else reads them.
using EventBatch = std::shared_ptr<const std::vector<store::LoggedEvent>>;

/// Reads the log of one workspace from disk: the events after `after`, in order, at most `most`.
/// Called on background threads, several at a time. The types of the events stay readable while
/// the workspace is open.
using EventReader =
    std::function<Result<std::vector<store::LoggedEvent>>(Sequence after, std::size_t most)>;

/// Asks `read`; what it throws is an error too.
Result<std::vector<store::LoggedEvent>> read_events(const EventReader& read, Sequence after,
                                                    std::size_t most);

/// Runs a job soon, on a thread that may wait for the disk.
using Background = std::function<void(std::move_only_function<void()> job)>;

/// What reaches the hub from other threads.
struct HubLetter {
  struct Open {
    EventReader reader;
    Sequence last = 0;
    EventBatch tail;  ///< the newest events up to `last`
  };
  struct Close {};
  struct Publish {
    EventBatch events;
  };
  struct Join {
    std::shared_ptr<EventStream> stream;
    std::shared_ptr<StreamSink> sink;
  };
  struct Leave {
    std::shared_ptr<EventStream> stream;
  };
  struct End {
    StreamEnd whose;
    std::uint64_t number = 0;  ///< ends are counted from 1
  };
  struct PageRead {
    std::shared_ptr<EventStream> stream;
    Result<std::vector<store::LoggedEvent>> events;
  };

  WorkspaceId workspace;
  std::variant<Open, Close, Publish, Join, Leave, End, PageRead> content;
};

/// The one way into the hub: a queue that keeps the order in which things happened. Putting
/// something in takes no longer than that. Safe from any thread; streams keep it alive, so they may
/// outlive the hub.
class HubInbox {
 public:
  void put(WorkspaceId workspace, decltype(HubLetter::content) content);
  /// Puts an End and counts it.
  void put_end(WorkspaceId workspace, StreamEnd whose);
  /// How many ends there were. Somebody who was admitted after asking this has every right that
  /// those ends were about.
  std::uint64_t ends() const;

  std::vector<HubLetter> take();
  /// Returns when there is something to take, when wake() was called, or after `most`.
  void wait(Duration most);
  void wake();
  /// Nobody reads any more: drops what is here and what still comes.
  void close();

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<HubLetter> letters_;
  std::uint64_t ends_ = 0;
  bool is_woken_ = false;
  bool is_closed_ = false;
};

}  // namespace kith::http
