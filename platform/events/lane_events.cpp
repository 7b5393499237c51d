// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <kith/events.h>

#include "base/kill_point.h"
#include "events/lane_worker.h"

namespace kith::events {
namespace {

// A cursor that only passes over events of no interest is stored now and then: seeing them again
// after a restart costs little, a commit for each would cost much.
constexpr Sequence longest_unsaved = 2000;

// Events and verbs that an event may lead to without anybody slowing down. One that followed from
// another, or that is the module's own, may lead to none: an answer to an answer has no end.
constexpr std::size_t fair_answers = 8;

// The subject whose queue a merge takes over, as its body says.
std::optional<Queue> merged_away(const store::LoggedEvent& event, const Codec& codec) {
  if (event.head.type == ConversationMerged::event_type) {
    ConversationMerged body;
    if (codec.read(event.body, TypeOf<ConversationMerged>::type, &body)) {
      return Queue{{Noun::conversation, body.from.value}};
    }
  } else if (event.head.type == PersonMerged::event_type) {
    PersonMerged body;
    if (codec.read(event.body, TypeOf<PersonMerged>::type, &body)) {
      return Queue{{Noun::person, body.from.value}};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Queue> Lane::Outcome::queue_of(const Queue& own, const Holds& before) const {
  if (const auto here = queues.find(own); here != queues.end()) {
    return here->second;
  }
  std::optional<Queue> queue = before.queue_of(own);
  for (const auto& [from, to] : moves) {
    queue = queue == from ? to : queue;
  }
  return queue;
}

void Lane::Outcome::hold(const Queue& own, Hold row) {
  queues[row.queue] = row.queue;
  queues[own] = row.queue;
  held.push_back(std::move(row));
}

void Lane::Outcome::move(const Queue& from, const Queue& to) {
  if (from == to) {
    return;
  }
  moves.emplace_back(from, to);
  for (Hold& row : held) {
    row.queue = row.queue == from ? to : row.queue;
  }
  for (auto& [about, queue] : queues) {
    queue = queue == from ? to : queue;
  }
  queues[from] = to;
  queues[to] = to;
}

bool Lane::fetch(Worker& worker, EventRun& run) {
  if (services_.ring.take(worker.cursor, worker.limit, run)) {
    return !run.events.empty();
  }
  if (!worker.reader->begin()) {
    return false;
  }
  Result<EventRun> read = worker.log.after(worker.reader->session(), worker.cursor, worker.limit);
  worker.reader->end();
  if (!read) {
    services_.report("lane.unreadable", module_.name, worker.cursor, read.error().detail);
    return false;
  }
  run = *std::move(read);
  return !run.events.empty();
}

bool Lane::run_events(Worker& worker) {
  EventRun events;
  if (is_paused(worker) || stands_still(worker) || is_gathering(worker) || !fetch(worker, events) ||
      !worker.reader->begin()) {
    return false;
  }
  RunState run(worker.reader->session(), services_.codec, worker.rows, worker.memory,
               services_.clock.now());
  Outcome outcome;
  for (const store::LoggedEvent* event : events.events) {
    const bool is_alone = worker.handlers.is_alone(*event);
    if (is_alone && outcome.seen > 0) {
      break;
    }
    outcome.is_alone = is_alone;
    Result<void> handled = handle(worker, *event, run, outcome);
    if (!is_current(worker)) {
      return false;
    }
    if (!handled) {
      // The run is done again up to here; the event is then held and the rest goes on.
      worker.failed[event->head.sequence] = {.reason = std::move(handled).error().message};
      worker.limit = std::max<std::size_t>(outcome.seen, 1);
      worker.rows.forget();
      worker.reader->end();
      return true;
    }
    outcome.last = event->head.sequence;
    ++outcome.seen;
    if (run.writes.bytes() > settings_.most_bytes || run.writes.size() > settings_.most_steps ||
        outcome.surplus > settings_.surplus_per_second / 8 || outcome.has_known_failure ||
        is_alone || worker.holds.size() + outcome.held.size() >= settings_.most_held) {
      break;
    }
  }
  worker.reader->end();
  kill_point("dispatch.handled");
  return settle(worker, run, outcome);
}

Result<void> Lane::handle(Worker& worker, const store::LoggedEvent& event, RunState& run,
                          Outcome& outcome) {
  const bool is_wanted = worker.handlers.wants(event);
  const Queue own = queue_for({event.head.noun, event.head.subject}, event.head.type, module_.name);
  if (!worker.holds.is_empty() || !outcome.held.empty()) {
    std::optional<Queue> queue = outcome.queue_of(own, worker.holds);
    const std::optional<Queue> from = merged_away(event, services_.codec);
    if (const auto theirs = from ? outcome.queue_of(*from, worker.holds) : std::nullopt) {
      queue = queue.value_or(own);
      outcome.move(*theirs, *queue);
    }
    if (queue && is_wanted) {
      outcome.hold(own, {.sequence = event.head.sequence, .queue = *queue});
      return {};
    }
  }
  if (!is_wanted) {
    return {};
  }
  if (const auto known = worker.failed.find(event.head.sequence); known != worker.failed.end()) {
    const Failure& failure = known->second;
    outcome.hold(own, {.sequence = event.head.sequence,
                       .queue = own,
                       .state = failure.was_fatal ? HoldState::fatal : HoldState::retrying,
                       .attempts = failure.attempts,
                       .next_attempt_at = run.now + settings_.retry.pause(1),
                       .reason = failure.reason});
    outcome.has_known_failure = true;
    if (failure.was_fatal) {
      services_.report("event.parked", module_.name, event.head.sequence, failure.reason);
    }
    return {};
  }
  ++outcome.handled;
  begin_handler(event.head.sequence);
  const std::size_t before = run.writes.events() + run.writes.verbs();
  Result<void> handled = worker.handlers.handle(event, run, Handle::apply_and_decide);
  if (is_current(worker)) {
    end_handler();
  }
  const bool is_own = event.head.type.starts_with(module_.name) &&
                      event.head.type.substr(module_.name.size()).starts_with('.');
  const std::size_t answers = run.writes.events() + run.writes.verbs() - before;
  const std::size_t fair = is_own || event.head.caused_by != 0 ? 0 : fair_answers;
  outcome.surplus += answers > fair ? answers - fair : 0;
  return handled;
}

bool Lane::settle(Worker& worker, RunState& run, Outcome& outcome) {
  const bool is_quiet =
      run.writes.is_empty() && outcome.handled == 0 && outcome.held.empty() && !outcome.released;
  if (is_quiet && outcome.last - worker.saved_cursor < longest_unsaved) {
    worker.cursor = outcome.last;
    cursor_ = outcome.last;
    worker.limit = std::min(worker.limit * 2, settings_.most_events);
    return true;
  }
  const Result<void> saved = worker.handlers.save_rows(run);
  const auto work = [&](store::Transaction& transaction) -> Result<void> {
    if (!saved) {
      return std::unexpected(saved.error());
    }
    if (!is_current(worker)) {
      return fail(ErrorCode::unavailable, "The module was abandoned.");
    }
    KITH_TRY(apply_write_set(transaction, run.writes, {}, module_.name, services_.verbs));
    kill_point("dispatch.applied");
    for (const auto& [from, to] : outcome.moves) {
      KITH_CHECK(move_holds(transaction, module_.name, from, to));
    }
    for (const Hold& held : outcome.held) {
      KITH_CHECK(save_hold(transaction, module_.name, held));
    }
    if (outcome.released) {
      KITH_CHECK(remove_hold(transaction, module_.name, *outcome.released));
      return {};
    }
    return save_cursor(transaction, module_.name, outcome.last);
  };
  const std::size_t weight = 1 + run.writes.size() / 4;
  const store::Urgency urgency =
      outcome.seen > 100 ? store::Urgency::background : store::Urgency::person;
  Result<store::Writer::Commit> committed = services_.writer.run(urgency, work, weight);
  if (!committed) {
    worker.rows.forget();
    if (committed.error().code == ErrorCode::unavailable) {
      worker.paused_until = services_.clock.steady() + std::chrono::milliseconds(50);
    } else if (outcome.seen == 1) {
      worker.failed[outcome.last] = {.reason = committed.error().message + " " +
                                               committed.error().detail};
    }
    worker.limit = 1;
    return committed.error().code != ErrorCode::unavailable;
  }
  kill_point("dispatch.settled");
  if (!outcome.released) {
    worker.cursor = outcome.last;
    worker.saved_cursor = outcome.last;
    cursor_ = outcome.last;
    worker.limit = std::min(worker.limit * 2, settings_.most_events);
  }
  if (outcome.seen >= settings_.busy_run) {
    worker.gathers_until = services_.clock.steady() + settings_.gather;
  }
  worker.rows.keep(settings_.most_rows);
  if (outcome.is_alone) {
    worker.rows.forget();
  }
  if (run.writes.changes_records()) {
    worker.memory.kept.forget();
  }
  for (const Hold& held : outcome.held) {
    worker.failed.erase(held.sequence);
  }
  worker.must_load_holds = worker.must_load_holds || !outcome.held.empty() ||
                           !outcome.moves.empty() || outcome.released.has_value();
  pace(worker, outcome.surplus);
  return true;
}

// One held event whose time has come: alone, in its own write set.
bool Lane::retry_held(Worker& worker) {
  const Time now = services_.clock.now();
  const Hold* due = worker.must_load_holds || is_paused(worker) || is_set_aside_
                        ? nullptr
                        : worker.holds.next_due(now);
  if (due == nullptr || !worker.reader->begin()) {
    return false;
  }
  Hold hold = *due;
  Result<EventRun> read = worker.log.one(worker.reader->session(), hold.sequence);
  RunState run(worker.reader->session(), services_.codec, worker.rows, worker.memory, now);
  Outcome outcome{.last = hold.sequence, .seen = 1, .released = hold.sequence};
  outcome.is_alone =
      read && !read->events.empty() && worker.handlers.is_alone(*read->events.front());
  Result<void> handled;
  int attempts = 1;
  bool is_fatal = false;
  const auto recall = [&] {
    const auto known = worker.failed.find(hold.sequence);
    if (known != worker.failed.end()) {
      handled = fail(ErrorCode::internal, known->second.reason);
      attempts = known->second.attempts;
      is_fatal = known->second.was_fatal;
      worker.failed.erase(known);
    }
    return !handled;
  };
  if (recall()) {
    // The attempt was made already, by a thread that hung.
  } else if (!read || read->events.empty()) {
    handled = fail(ErrorCode::internal, "The event cannot be read from the log.");
  } else {
    begin_handler(hold.sequence);
    handled = worker.handlers.handle(*read->events.front(), run, Handle::apply_and_decide);
    if (!is_current(worker)) {
      return false;
    }
    end_handler();
  }
  worker.reader->end();
  if (!handled) {
    worker.rows.forget();
  }
  if (handled && settle(worker, run, outcome) && !recall()) {
    return true;
  }
  if (handled && !recall()) {
    return false;
  }
  hold.attempts += attempts;
  hold.reason = handled.error().message;
  const bool is_over = is_fatal || hold.attempts >= settings_.retry.most_attempts;
  hold.state = is_fatal ? HoldState::fatal : is_over ? HoldState::parked : HoldState::retrying;
  hold.next_attempt_at = now + settings_.retry.pause(hold.attempts);
  if (is_over) {
    services_.report("event.parked", module_.name, hold.sequence, hold.reason);
  }
  worker.must_load_holds = true;
  return services_.writer
      .run(store::Urgency::person,
           [&](store::Transaction& transaction) {
             return save_hold(transaction, module_.name, hold);
           })
      .has_value();
}

bool Lane::is_paused(const Worker& worker) const {
  return worker.paused_until > services_.clock.steady() || hung_ >= settings_.most_hung;
}

// Whoever waits for an answer is not kept waiting for others' events; nor is whoever steps the
// lane.
bool Lane::is_gathering(const Worker& worker) const {
  if (services_.clock.steady() >= worker.gathers_until) {
    return false;
  }
  const std::lock_guard lock(mutex_);
  const auto there = static_cast<std::size_t>(services_.ring.last() - worker.cursor);
  return is_running_ && waiting_.empty() && !stopping_ &&
         there < std::min(worker.limit, settings_.most_events);
}

// Until threads that hang have ended, or held events are handled, replayed or skipped.
bool Lane::stands_still(const Worker& worker) const {
  return hung_ >= settings_.most_hung || is_set_aside_ ||
         worker.holds.size() >= settings_.most_held;
}

// A module that answers everything with many events, or its own answers with more, could fill the
// log by itself: it may save up an eighth of a second's worth, then it waits. More at
// once would have the others gather it.
void Lane::pace(Worker& worker, std::size_t surplus) {
  if (surplus == 0) {
    return;
  }
  const Duration now = services_.clock.steady();
  const Duration second = std::chrono::seconds(1);
  const auto rate = static_cast<std::int64_t>(settings_.surplus_per_second);
  worker.surplus_until = std::max(worker.surplus_until, now - second / 8) +
                         second * static_cast<std::int64_t>(surplus) / rate;
  worker.paused_until = std::max(worker.paused_until, worker.surplus_until);
}

}  // namespace kith::events
