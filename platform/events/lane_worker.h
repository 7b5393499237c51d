// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "events/lane.h"

namespace kith::events {

/// What belongs to one thread of a lane; given up with it when it hangs.
struct Lane::Worker {
  Worker(const Module& module, const Codec& codec, const StatementRules& rules, RetryPolicy retry,
         std::uint64_t epoch)
      : epoch(epoch),
        handlers(module, codec, rules),
        holds(std::string(module.name), retry),
        memory(module.name) {}

  const std::uint64_t epoch;
  std::unique_ptr<store::SnapshotReader> reader;
  Handlers handlers;
  LogReader log;
  Holds holds;
  ProjectionRows rows;  ///< as the last committed run left them
  LaneMemory memory;
  bool must_load_holds = false;
  Sequence cursor = 0;        ///< the last event done with, in memory
  Sequence saved_cursor = 0;  ///< the same as stored
  std::size_t limit = 0;      ///< events in the next run; small after a failure
  /// Events that failed in this process and are to be held when they come again.
  std::unordered_map<Sequence, Failure> failed;
  Duration surplus_until{};  ///< when all surplus so far is paid for at its rate
  Duration paused_until{};
  Duration gathers_until{};  ///< behind a run of many events: more of them are on their way
};

/// What one run of events adds to its write set: the new cursor and what is held.
struct Lane::Outcome {
  Sequence last = 0;
  std::size_t handled = 0;  ///< events that a handler saw
  std::size_t seen = 0;
  std::size_t surplus = 0;  ///< events and verbs beyond what the events may well lead to
  std::vector<Hold> held;
  std::vector<std::pair<Queue, Queue>> moves;
  /// Where events about a subject wait that was held, or whose queue was moved, in this run.
  std::map<Queue, Queue> queues;
  std::optional<Sequence> released;  ///< a held event that was handled now
  bool has_known_failure =
      false;              ///< holds one: stored before another handler can hang in this run
  bool is_alone = false;  ///< its one event has a handler that wants a run to itself

  /// Where events about a subject wait, nothing when they need not; `before` is as stored.
  std::optional<Queue> queue_of(const Queue& own, const Holds& before) const;
  void hold(const Queue& own, Hold row);
  void move(const Queue& from, const Queue& to);
};

/// An event of a consumer was passed over by a colleague, on the record.
struct EventSkipped {
  static constexpr std::string_view event_type = "bus.event_skipped.v1";
  static constexpr Noun event_noun = Noun::workspace;

  std::string consumer;
  std::int64_t skipped = 0;

  static consteval auto describe() {
    return described("A held event was passed over.", field<&EventSkipped::consumer>("Whose."),
                     field<&EventSkipped::skipped>("Which, by its sequence."));
  }
};

}  // namespace kith::events
