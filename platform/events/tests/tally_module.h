// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <mutex>
#include <set>

#include <kith/events.h>
#include <kith/module.h>

/// A module for the tests of the bus: it counts the messages of each conversation, and misbehaves
/// when told to.
namespace kith::tally {

/// What a test tells the module to do; reset by the fixture.
struct Orders {
  std::set<std::int64_t> fail_on;         ///< message ids whose handling fails
  std::set<std::int64_t> throw_on;        ///< message ids whose handling throws
  std::atomic<std::int64_t> hang_on = 0;  ///< the message id whose handling never ends
  std::atomic<bool> hang_on_all = false;  ///< the handling of every message never ends
  std::atomic<bool> let_go = false;       ///< ends what hangs
  bool read_clock = false;                ///< the planted fault: an apply that reads a clock
  bool echo = false;                      ///< answers each of its own events with another
  int answers = 1;                        ///< events that answer each message
  std::int64_t ticks = 0;                 ///< the clock that is read
  std::mutex decided_mutex;  ///< a thread that was left behind may end while the next decides
  std::vector<Sequence> decided;
};
inline Orders orders;

struct Counted {
  static constexpr std::string_view event_type = "tally.counted.v1";
  static constexpr Noun event_noun = Noun::conversation;
  MessageId message_id;
  static consteval auto describe() {
    return described("A message was counted.", field<&Counted::message_id>("Which."));
  }
};

struct Total {
  ConversationId conversation;
  std::int64_t messages = 0;
  std::int64_t confirmed = 0;
  Time last_at;
};

inline constexpr Statement load_total{
    "load_total",
    "SELECT conversation, messages, confirmed, last_at FROM tally_total "
    "WHERE conversation = $conversation"};
inline constexpr Statement save_total{
    "save_total",
    "INSERT INTO tally_total VALUES($conversation, $messages, $confirmed, $last_at) "
    "ON CONFLICT(conversation) DO UPDATE SET messages = excluded.messages, "
    "confirmed = excluded.confirmed, last_at = excluded.last_at"};
inline constexpr const Statement* statements[] = {&load_total, &save_total};

inline constexpr Migration migrations[] = {{"tally", 1, "total", R"sql(
-- projection
CREATE TABLE tally_total(conversation INTEGER PRIMARY KEY, messages INTEGER NOT NULL,
  confirmed INTEGER NOT NULL, last_at INTEGER NOT NULL);
)sql"}};

struct TotalTable {
  using Key = ConversationId;
  using Row = Total;
  static Result<std::optional<Total>> load(Reader& reader, Key key) {
    auto rows = KITH_TRY(reader.query(load_total, {{"conversation", key}}));
    if (!KITH_TRY(rows->next())) {
      return std::optional<Total>();
    }
    return std::optional(
        Total{rows->id_of<ConversationId>(0), rows->integer(1), rows->integer(2), rows->time(3)});
  }
  static void save(WriteSet& writes, const Total& row) {
    writes.run(save_total, {{"conversation", row.conversation},
                            {"messages", row.messages},
                            {"confirmed", row.confirmed},
                            {"last_at", row.last_at}});
  }
};

inline Result<void> count(ApplyContext& context, const Event<MessageAdded>& event) {
  const std::int64_t message = event.body.message_id.value;
  if (orders.fail_on.contains(message)) {
    return fail(ErrorCode::rule, "Told to fail.");
  }
  if (orders.throw_on.contains(message)) {
    throw std::runtime_error("told to throw");
  }
  while ((orders.hang_on == message || orders.hang_on_all) && !orders.let_go) {
  }
  const ConversationId conversation{event.head.subject};
  Total* total = KITH_TRY(context.edit<TotalTable>(conversation));
  total->conversation = conversation;
  ++total->messages;
  total->last_at = orders.read_clock ? Time{++orders.ticks} : event.head.occurred_at;
  return {};
}

inline Result<void> confirm(ApplyContext& context, const Event<Counted>& event) {
  const ConversationId conversation{event.head.subject};
  Total* total = KITH_TRY(context.edit<TotalTable>(conversation));
  total->conversation = conversation;
  ++total->confirmed;
  return {};
}

inline Result<void> announce(DecideContext& context, const Event<MessageAdded>& event) {
  {
    const std::lock_guard lock(orders.decided_mutex);
    orders.decided.push_back(event.head.sequence);
  }
  for (int answer = 0; answer < orders.answers; ++answer) {
    context.emit(event.head.subject, Counted{event.body.message_id});
  }
  return {};
}

inline Result<void> echo(DecideContext& context, const Event<Counted>& event) {
  if (orders.echo) {
    context.emit(event.head.subject, Counted{event.body.message_id});
    context.emit(event.head.subject, Counted{event.body.message_id});
  }
  return {};
}

struct Poke {
  ConversationId conversation;
  static consteval auto describe() {
    return described("Counts once more.", field<&Poke::conversation>("Where."));
  }
};
struct Poked {
  std::int64_t confirmed = 0;
  static consteval auto describe() {
    return described("How many.", field<&Poked::confirmed>("Confirmed so far."));
  }
};

inline Result<void> poke(CommandContext& context, const Poke& input) {
  context.emit(input.conversation.value, Counted{});
  return {};
}
inline Result<Poked> poked(QueryContext& context, const Poke& input, const Created& created) {
  if (created.events.size() != 1) {
    return fail(ErrorCode::internal, "One event was to be made.");
  }
  const std::optional<Total> total =
      KITH_TRY(TotalTable::load(context.reader(), input.conversation));
  return Poked{total ? total->confirmed : 0};
}
inline Result<Poked> ask(QueryContext& context, const Poke& input) {
  const std::optional<Total> total =
      KITH_TRY(TotalTable::load(context.reader(), input.conversation));
  return Poked{total ? total->confirmed : 0};
}

inline constexpr Permission permission{"tally.total.change", "count"};
/// Somebody who may do all that the module does.
inline Caller caller() {
  return {.permissions = std::make_shared<const PermissionSet>(
              std::vector<std::string>{std::string(permission.name)})};
}
inline constexpr Route poke_route =
    command<&poke, &poked>(HttpMethod::post, "/poke", permission, "Counts once more.");
inline constexpr Route ask_route = query<&ask>(HttpMethod::get, "/total", permission, "How many.");

inline constexpr Subscription subscriptions[] = {on<&count>(), on<&confirm>(), on<&announce>(),
                                                 on<&echo>()};
inline constexpr EventType events[] = {event_type<Counted>()};

inline const Module module{.name = "tally",
                           .version = "1",
                           .summary = "Counts messages.",
                           .migrations = migrations,
                           .statements = statements,
                           .events = events,
                           .subscriptions = subscriptions};

}  // namespace kith::tally
