// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <kith/reader.h>

#include "store/transaction.h"

namespace kith::events {

/// Where an event stands that its consumer could not handle at once.
enum class HoldState : std::uint8_t {
  waiting,   ///< behind another of the same subject
  retrying,  ///< tried again at `next_attempt_at`
  parked,    ///< attempts ran out; a person replays or skips it
  skipped,   ///< passed over on the record
  fatal,     ///< parked, because the process ended in it
};

std::string_view hold_word(HoldState state);
HoldState hold_state(std::string_view word);

/// Which events wait behind each other: those about one subject. A merge moves what is held of one
/// queue into another.
struct Queue {
  Subject subject;
  std::string module = {};  ///< whose thing it is, where it is a module's own
  auto operator<=>(const Queue&) const = default;
};

/// The queue of what a module hears about `subject` in events of this type.
Queue queue_for(Subject subject, std::string_view event_type, std::string_view consumer);

/// One held event of one consumer: a row of bus_hold.
struct Hold {
  Sequence sequence = 0;
  Queue queue;
  HoldState state = HoldState::waiting;
  int attempts = 0;
  Time next_attempt_at = {};
  std::string reason = {};
};

/// How long between attempts, and how many before an event is parked.
struct RetryPolicy {
  int most_attempts = 5;  ///< an event over its deadline has used half of them
  Duration first_pause = std::chrono::milliseconds(200);
  int factor = 4;  ///< each pause is so many times the one before
  Duration pause(int attempts) const;
};

/// The queues of one consumer, by subject, as its rows say: read at start, changed together with
/// the rows. Used by the lane's thread alone.
class Holds {
 public:
  explicit Holds(std::string consumer, RetryPolicy retry = {})
      : consumer_(std::move(consumer)), retry_(retry) {}

  /// Reads the rows; forgets what was in memory.
  Result<void> load(Reader& reader);
  /// The queue in which events wait that belong into `own`: that one, or the one into which a merge
  /// moved what is held about the subject, also after the merge was undone. Nothing when none is
  /// held.
  std::optional<Queue> queue_of(const Queue& own) const;
  bool is_empty() const { return queues_.empty(); }
  std::size_t size() const { return size_; }
  /// Of them, events in which the process ended.
  std::size_t fatal() const { return fatal_; }
  /// The first of a subject's queue that may be tried at `now`.
  const Hold* next_due(Time now) const;
  /// When the next retry is due, as it looks at `now`; nothing when none is.
  std::optional<Time> next_due_at(Time now) const;
  /// All of them, in order of sequence.
  std::vector<Hold> list() const;

 private:
  bool is_due(const Hold& hold, Time now) const;

  std::string consumer_;
  RetryPolicy retry_;
  std::map<Queue, std::deque<Hold>> queues_;
  std::map<Queue, Queue> moved_;  ///< from what an event is about to the queue it is in
  std::size_t size_ = 0;
  std::size_t fatal_ = 0;
};

/// The rows of one consumer, changed on the writer.
Result<void> save_hold(store::Transaction& transaction, std::string_view consumer,
                       const Hold& hold);
Result<void> remove_hold(store::Transaction& transaction, std::string_view consumer,
                         Sequence sequence);
/// Moves the queue `from`, of a shared noun, behind that of `to`.
Result<void> move_holds(store::Transaction& transaction, std::string_view consumer,
                        const Queue& from, const Queue& to);
Result<void> save_cursor(store::Transaction& transaction, std::string_view consumer,
                         Sequence sequence);
Result<Sequence> read_cursor(Reader& reader, std::string_view consumer);

}  // namespace kith::events
