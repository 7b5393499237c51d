// SPDX-License-Identifier: Apache-2.0
#include "events/holds.h"

#include <algorithm>

#include <kith/events.h>

#include "events/statements.h"

namespace kith::events {

constexpr Statement load_holds{
    "load_holds",
    "SELECT bus_hold.sequence, bus_hold.noun, bus_hold.subject, state, attempts, next_attempt_at, "
    "reason, log_event.noun, log_event.subject, log_event_type.name FROM bus_hold "
    "JOIN log_event ON log_event.sequence = bus_hold.sequence "
    "JOIN log_event_type ON log_event_type.number = log_event.type "
    "WHERE consumer = $consumer AND state <> 'skipped' ORDER BY bus_hold.sequence"};
constexpr Statement put_hold{
    "put_hold",
    "INSERT INTO bus_hold VALUES($consumer, $sequence, $noun, $subject, $state, $attempts, "
    "$next_attempt_at, $reason) ON CONFLICT(consumer, sequence) DO UPDATE SET "
    "state = excluded.state, attempts = excluded.attempts, "
    "next_attempt_at = excluded.next_attempt_at, reason = excluded.reason"};
constexpr Statement drop_hold{
    "drop_hold", "DELETE FROM bus_hold WHERE consumer = $consumer AND sequence = $sequence"};
constexpr Statement rename_holds{
    "rename_holds",
    "UPDATE bus_hold SET subject = $to WHERE consumer = $consumer AND noun = $noun "
    "AND subject = $from AND state <> 'skipped'"};
constexpr Statement put_cursor{"put_cursor",
                               "INSERT INTO bus_cursor VALUES($consumer, $sequence) "
                               "ON CONFLICT(consumer) DO UPDATE SET sequence = excluded.sequence"};
constexpr Statement get_cursor{"get_cursor",
                               "SELECT sequence FROM bus_cursor WHERE consumer = $consumer"};

std::span<const Statement* const> hold_statements() {
  static constexpr const Statement* all[] = {&load_holds,   &put_hold,   &drop_hold,
                                             &rename_holds, &put_cursor, &get_cursor};
  return all;
}

namespace {

constexpr std::string_view words[] = {"waiting", "retrying", "parked", "skipped", "fatal"};

}  // namespace

// A timer is heard by its owner alone, so that what it is about is a thing of the consumer's.
Queue queue_for(Subject subject, std::string_view event_type, std::string_view consumer) {
  if (subject.noun != Noun::own) {
    return {subject};
  }
  return {subject, std::string(event_type == TimerFired::event_type
                                   ? consumer
                                   : event_type.substr(0, event_type.find('.')))};
}

HoldState hold_state(std::string_view word) {
  const auto* found = std::find(std::begin(words), std::end(words), word);
  return found == std::end(words) ? HoldState::parked
                                  : static_cast<HoldState>(found - std::begin(words));
}

std::string_view hold_word(HoldState state) {
  return words[static_cast<std::size_t>(state)];
}

Duration RetryPolicy::pause(int attempts) const {
  Duration pause = first_pause;
  for (int attempt = 1; attempt < attempts; ++attempt) {
    pause *= factor;
  }
  return pause;
}

Result<void> Holds::load(Reader& reader) {
  queues_.clear();
  moved_.clear();
  size_ = 0;
  fatal_ = 0;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(load_holds, {{"consumer", consumer_}}));
  while (KITH_TRY(rows->next())) {
    const std::string type = rows->string(9);
    const Queue queue = queue_for({rows->enumerator<Noun>(1), rows->integer(2)}, type, consumer_);
    queues_[queue].push_back({.sequence = rows->integer(0),
                              .queue = queue,
                              .state = hold_state(rows->text(3)),
                              .attempts = static_cast<int>(rows->integer(4)),
                              .next_attempt_at = rows->time(5),
                              .reason = rows->string(6)});
    const Queue own = queue_for({rows->enumerator<Noun>(7), rows->integer(8)}, type, consumer_);
    if (own != queue) {
      moved_[own] = queue;
    }
    ++size_;
    fatal_ += hold_state(rows->text(3)) == HoldState::fatal ? 1 : 0;
  }
  return {};
}

std::optional<Queue> Holds::queue_of(const Queue& own) const {
  if (queues_.contains(own)) {
    return own;
  }
  const auto moved = moved_.find(own);
  return moved == moved_.end() ? std::nullopt : std::optional(moved->second);
}

// The head of a queue decides: one that waits has come to the front and is due at once. So is one
// that would be due later than any pause lasts: the clock was set back.
bool Holds::is_due(const Hold& hold, Time now) const {
  const Duration longest = retry_.pause(std::max(hold.attempts, 1));
  return hold.state == HoldState::waiting ||
         (hold.state == HoldState::retrying &&
          (hold.next_attempt_at <= now || hold.next_attempt_at > now + longest));
}

const Hold* Holds::next_due(Time now) const {
  for (const auto& [key, queue] : queues_) {
    if (is_due(queue.front(), now)) {
      return &queue.front();
    }
  }
  return nullptr;
}

std::optional<Time> Holds::next_due_at(Time now) const {
  std::optional<Time> earliest;
  for (const auto& [key, queue] : queues_) {
    const Hold& head = queue.front();
    if (is_due(head, now)) {
      return Time{};
    }
    if (head.state == HoldState::retrying && (!earliest || head.next_attempt_at < *earliest)) {
      earliest = head.next_attempt_at;
    }
  }
  return earliest;
}

std::vector<Hold> Holds::list() const {
  std::vector<Hold> all;
  for (const auto& [key, queue] : queues_) {
    all.insert(all.end(), queue.begin(), queue.end());
  }
  std::sort(all.begin(), all.end(),
            [](const Hold& left, const Hold& right) { return left.sequence < right.sequence; });
  return all;
}

Result<void> save_hold(store::Transaction& transaction, std::string_view consumer,
                       const Hold& hold) {
  return transaction.run(put_hold, {{"consumer", consumer},
                                    {"sequence", hold.sequence},
                                    {"noun", static_cast<int>(hold.queue.subject.noun)},
                                    {"subject", hold.queue.subject.id},
                                    {"state", hold_word(hold.state)},
                                    {"attempts", hold.attempts},
                                    {"next_attempt_at", hold.next_attempt_at},
                                    {"reason", hold.reason}});
}

Result<void> remove_hold(store::Transaction& transaction, std::string_view consumer,
                         Sequence sequence) {
  return transaction.run(drop_hold, {{"consumer", consumer}, {"sequence", sequence}});
}

Result<void> move_holds(store::Transaction& transaction, std::string_view consumer,
                        const Queue& from, const Queue& to) {
  return transaction.run(rename_holds, {{"to", to.subject.id},
                                        {"consumer", consumer},
                                        {"noun", static_cast<int>(from.subject.noun)},
                                        {"from", from.subject.id}});
}

Result<void> save_cursor(store::Transaction& transaction, std::string_view consumer,
                         Sequence sequence) {
  return transaction.run(put_cursor, {{"consumer", consumer}, {"sequence", sequence}});
}

Result<Sequence> read_cursor(Reader& reader, std::string_view consumer) {
  return KITH_TRY(reader.number(get_cursor, {{"consumer", consumer}})).value_or(0);
}

}  // namespace kith::events
