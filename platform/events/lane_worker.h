// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "events/lane.h"

namespace kith::events {

/// Why an event failed, and how many attempts that counts for.
struct Failure {
  std::string reason;
  int attempts = 1;
};

/// What belongs to one thread of a lane; given up with it when it hangs.
struct Lane::Worker {
  Worker(const Module& module, const Codec& codec, std::uint64_t epoch)
      : epoch(epoch), handlers(module, codec), holds(std::string(module.name)) {}

  const std::uint64_t epoch;
  std::unique_ptr<store::SnapshotReader> reader;
  Handlers handlers;
  LogReader log;
  Holds holds;
  ProjectionRows rows;  ///< as the last committed run left them
  bool must_load_holds = false;
  Sequence cursor = 0;        ///< the last event done with, in memory
  Sequence saved_cursor = 0;  ///< the same as stored
  std::size_t limit = 0;      ///< events in the next run; small after a failure
  /// Events that failed in this process and are to be held when they come again.
  std::unordered_map<Sequence, Failure> failed;
  Duration surplus_until{};  ///< when all surplus so far is paid for at its rate
  Duration paused_until{};
};

/// What one run of events adds to its write set: the new cursor and what is held.
struct Lane::Outcome {
  Sequence last = 0;
  std::size_t handled = 0;  ///< events that a handler saw
  std::size_t seen = 0;
  std::size_t surplus = 0;  ///< events and verbs beyond what the events may well lead to
  std::vector<Hold> held;
  std::vector<std::pair<Subject, Subject>> moves;
  /// Where events about a subject wait that was held, or whose queue was moved, in this run.
  std::map<Subject, Subject> queues;
  std::optional<Sequence> released;  ///< a held event that was handled now
  bool has_known_failure =
      false;  ///< holds one: stored before another handler can hang in this run

  /// Where events about a subject wait, nothing when they need not; `before` is as stored.
  std::optional<Subject> queue_of(const Subject& subject, const Holds& before) const;
  void hold(const Subject& about, Hold row);
  void move(const Subject& from, const Subject& to);
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
