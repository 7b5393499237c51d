// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <new>
#include <stdexcept>

#include <kith/events.h>
#include <kith/module.h>

/// The module of the simulation: it writes down every event that it was told of, in the order in
/// which it took effect, folds what people said into totals, sets timers, gives numbers to things
/// of its own, and misbehaves when told to.
namespace kith::simulation::journal {

/// How a handler fails.
enum class Misdeed : std::uint8_t {
  none,
  fail_fold,    ///< the apply says that it failed
  fail_decide,  ///< the decide does, after what it had written
  throw_up,     ///< an exception
  break_write,  ///< a statement of the write set fails, on the writer, after others
  overstep,     ///< writes in a decide what only an apply may write
  run_out,      ///< runs out of memory
  hang,         ///< it takes longer than a handler may
};

/// What the run tells the module to do: it misbehaves at each event whose sequence leaves this
/// remainder.
struct Orders {
  Misdeed misdeed = Misdeed::none;
  Sequence divisor = 1;
  Sequence remainder = 0;
  std::function<void()> while_hanging = {};  ///< what happens in the time that a handler takes
  bool reads_clock = false;  ///< a fault that is planted: an apply that reads a clock
  std::int64_t ticks = 0;    ///< the clock that is read

  bool is_told(Misdeed what, Sequence sequence) const {
    return misdeed == what && sequence % divisor == remainder;
  }
};
inline Orders orders;

struct PageNoun {
  static constexpr std::string_view word = "page";
};
using PageId = Id<PageNoun>;

/// What was written down. The numbers are in rows.
enum class Kind : std::uint8_t { message, edit, deletion, reply, merge, unmerge, timer, page };

struct Noted {
  static constexpr std::string_view event_type = "journal.noted.v1";
  static constexpr Noun event_noun = Noun::conversation;
  MessageId message_id;
  static consteval auto describe() {
    return described("A message was written down.", field<&Noted::message_id>("Which."));
  }
};

struct PageTurned {
  static constexpr std::string_view event_type = "journal.page_turned.v1";
  static constexpr Noun event_noun = Noun::own;
  std::int64_t mark = 0;
  static consteval auto describe() {
    return described("A page was begun.", field<&PageTurned::mark>("The mark of its reader."));
  }
};

/// What messages a conversation has had, in order, and how many of them were noted.
struct Total {
  ConversationId conversation;
  std::int64_t messages = 0;
  std::int64_t noted = 0;
  std::int64_t folded = 0;
};

inline constexpr Statement load_total{
    "load_total",
    "SELECT conversation, messages, noted, folded FROM journal_total "
    "WHERE conversation = $conversation"};
inline constexpr Statement save_total{
    "save_total",
    "INSERT INTO journal_total VALUES($conversation, $messages, $noted, $folded) "
    "ON CONFLICT(conversation) DO UPDATE SET messages = excluded.messages, "
    "noted = excluded.noted, folded = excluded.folded"};
inline constexpr Statement add_entry{
    "add_entry",
    "INSERT INTO journal_entry(sequence, noun, subject, kind, other) "
    "VALUES($sequence, $noun, $subject, $kind, $other)"};
inline constexpr Statement break_rule{"break_rule", "INSERT INTO journal_rule VALUES(1), (1)"};
inline constexpr Statement keep_quote{"keep_quote",
                                      "INSERT INTO journal_quote VALUES($message, $words)"};
inline constexpr Statement forget_quote{"forget_quote",
                                        "DELETE FROM journal_quote WHERE message = $message"};
inline constexpr Statement add_page{"add_page", "INSERT INTO journal_page VALUES($id, $mark)"};
inline constexpr Statement find_page{"find_page", "SELECT mark FROM journal_page WHERE id = $id"};
inline constexpr Statement count_pages{"count_pages", "SELECT count(*) FROM journal_page"};
inline constexpr const Statement* statements[] = {&load_total, &save_total, &add_entry,
                                                  &break_rule, &keep_quote, &forget_quote,
                                                  &add_page,   &find_page,  &count_pages};

inline constexpr Migration migrations[] = {{"journal", 1, "entries", R"sql(
-- projection: the messages of each conversation, in their order
CREATE TABLE journal_total(conversation INTEGER PRIMARY KEY, messages INTEGER NOT NULL,
  noted INTEGER NOT NULL, folded INTEGER NOT NULL);
-- record: which event took effect at which place
CREATE TABLE journal_entry(place INTEGER PRIMARY KEY, sequence INTEGER NOT NULL,
  noun INTEGER NOT NULL, subject INTEGER NOT NULL, kind INTEGER NOT NULL, other INTEGER NOT NULL);
CREATE INDEX journal_entry_sequence ON journal_entry(sequence);
-- record: nothing, because two rows of one number never get in
CREATE TABLE journal_rule(id INTEGER PRIMARY KEY);
-- record: words of messages
CREATE TABLE journal_quote(message INTEGER PRIMARY KEY, words TEXT NOT NULL);
-- record: pages that readers began
CREATE TABLE journal_page(id INTEGER PRIMARY KEY, mark INTEGER NOT NULL);
)sql"}};

struct TotalTable {
  using Key = ConversationId;
  using Row = Total;
  static Result<std::optional<Total>> load(Reader& reader, Key key) {
    auto rows = KITH_TRY(reader.query(load_total, {{"conversation", key}}));
    if (!KITH_TRY(rows->next())) {
      return std::optional<Total>();
    }
    return std::optional(Total{rows->id_of<ConversationId>(0), rows->integer(1), rows->integer(2),
                               rows->integer(3)});
  }
  static void save(WriteSet& writes, const Total& row) {
    writes.run(save_total, {{"conversation", row.conversation},
                            {"messages", row.messages},
                            {"noted", row.noted},
                            {"folded", row.folded}});
  }
};

inline Result<void> fold_message(ApplyContext& context, const Event<MessageAdded>& event) {
  if (orders.is_told(Misdeed::fail_fold, event.head.sequence)) {
    return fail(ErrorCode::rule, "Told to fail.");
  }
  const ConversationId conversation{event.head.subject};
  Total* const total = KITH_TRY(context.edit<TotalTable>(conversation));
  total->conversation = conversation;
  ++total->messages;
  const std::int64_t met = orders.reads_clock ? ++orders.ticks : event.head.sequence;
  total->folded = (total->folded * 31 + met) % 1'000'000'007;
  return {};
}

inline Result<void> fold_note(ApplyContext& context, const Event<Noted>& event) {
  const ConversationId conversation{event.head.subject};
  Total* const total = KITH_TRY(context.edit<TotalTable>(conversation));
  total->conversation = conversation;
  ++total->noted;
  return {};
}

inline Result<void> write_down(DecideContext& context, const EventHead& head, Kind kind,
                               std::int64_t other) {
  context.run(add_entry, {{"sequence", head.sequence},
                          {"noun", static_cast<int>(head.noun)},
                          {"subject", head.subject},
                          {"kind", static_cast<int>(kind)},
                          {"other", other}});
  if (orders.is_told(Misdeed::hang, head.sequence)) {
    orders.while_hanging();
  }
  if (orders.is_told(Misdeed::throw_up, head.sequence)) {
    throw std::runtime_error("told to throw");
  }
  if (orders.is_told(Misdeed::break_write, head.sequence)) {
    context.run(break_rule, {});
  }
  if (orders.is_told(Misdeed::overstep, head.sequence)) {
    context.run(save_total,
                {{"conversation", other}, {"messages", 0}, {"noted", 0}, {"folded", 0}});
  }
  if (orders.is_told(Misdeed::run_out, head.sequence)) {
    throw std::bad_alloc();
  }
  return orders.is_told(Misdeed::fail_decide, head.sequence)
             ? fail(ErrorCode::rule, "Told to fail.")
             : Result<void>();
}

/// A message is noted, some are quoted, and every third sets a timer.
inline Result<void> on_message(DecideContext& context, const Event<MessageAdded>& event) {
  const std::int64_t message = event.body.message_id.value;
  context.emit(event.head.subject, Noted{event.body.message_id});
  if (const auto words = context.text_at_hand(); words && !words->empty()) {
    context.run(keep_quote, {{"message", message}, {"words", *words}});
  }
  if (event.head.sequence % 3 == 0) {
    context.apply(ScheduleTimer{.key = "look:" + std::to_string(event.head.sequence),
                                .due = context.now() + std::chrono::minutes(1),
                                .subject = {Noun::conversation, event.head.subject}});
  }
  return write_down(context, event.head, Kind::message, message);
}
inline Result<void> on_edit(DecideContext& context, const Event<MessageEdited>& event) {
  return write_down(context, event.head, Kind::edit, event.body.message_id.value);
}
inline Result<void> on_deletion(DecideContext& context, const Event<MessageDeleted>& event) {
  return write_down(context, event.head, Kind::deletion, event.body.message_id.value);
}
inline Result<void> on_reply(DecideContext& context, const Event<ReplySent>& event) {
  return write_down(context, event.head, Kind::reply, event.body.message_id.value);
}
inline Result<void> on_merge(DecideContext& context, const Event<ConversationMerged>& event) {
  return write_down(context, event.head, Kind::merge, event.body.from.value);
}
inline Result<void> on_unmerge(DecideContext& context, const Event<ConversationUnmerged>& event) {
  return write_down(context, event.head, Kind::unmerge, event.body.from.value);
}
inline Result<void> on_look(DecideContext& context, const Event<TimerFired>& event) {
  return write_down(context, event.head, Kind::timer, std::stoll(event.body.key.substr(5)));
}
inline Result<void> on_page(DecideContext& context, const Event<PageTurned>& event) {
  return write_down(context, event.head, Kind::page, event.body.mark);
}
inline Result<void> forget(EraseContext& context, std::int64_t message) {
  context.run(forget_quote, {{"message", message}});
  return {};
}

struct TurnPage {
  std::int64_t mark = 0;
  static consteval auto describe() {
    return described("Begins a page.", field<&TurnPage::mark>("The reader's own mark."));
  }
};
struct Page {
  std::int64_t number = 0;
  std::int64_t mark = 0;
  static consteval auto describe() {
    return described("A page.", field<&Page::number>("Its number."), field<&Page::mark>("Whose."));
  }
};
inline Result<void> turn_page(CommandContext& context, const TurnPage& input) {
  const PageId page = KITH_TRY(context.mint<PageId>());
  context.run(add_page, {{"id", page}, {"mark", input.mark}});
  context.emit(page.value, PageTurned{input.mark});
  if (orders.is_told(Misdeed::run_out, page.value)) {
    throw std::bad_alloc();
  }
  return input.mark % 11 == 0 ? fail(ErrorCode::rule, "Not this one.") : Result<void>();
}
inline Result<Page> turned_page(QueryContext& context, const TurnPage&, const Created& created) {
  const PageId page = KITH_TRY(created.minted_id<PageId>());
  return Page{page.value,
              KITH_TRY(context.reader().number(find_page, {{"id", page}})).value_or(-1)};
}
inline Result<Page> newest_page(QueryContext& context, const Nothing&) {
  return Page{KITH_TRY(context.reader().number(count_pages)).value_or(0), 0};
}

inline constexpr Permission permission{"journal.page.turn", "turn pages"};
inline constexpr const Permission* permissions[] = {&permission};
inline constexpr Route turn_route =
    command<&turn_page, &turned_page>(HttpMethod::post, "/pages", permission, "Begins a page.");
inline constexpr Route newest_route =
    query<&newest_page>(HttpMethod::get, "/pages", permission, "How many there are.");
inline constexpr Route routes[] = {turn_route, newest_route};

inline constexpr EventType events[] = {event_type<Noted>(), event_type<PageTurned>()};
inline constexpr Subscription subscriptions[] = {
    on<&fold_message>(),    on<&fold_note>(),
    on<&on_message>(),      on<&on_edit>(),
    on<&on_deletion>(),     on<&on_reply>(),
    on<&on_merge, alone>(), on<&on_unmerge, alone>(),
    on<&on_page>(),         on_timer<"look", &on_look>()};
inline constexpr Eraser erasers[] = {{Noun::message, &forget}};
inline constexpr TextColumn text_columns[] = {
    {"journal_quote", "words", Noun::message, "what was said"}};

inline const Module module{.name = "journal",
                           .version = "1",
                           .summary = "Writes down what happened.",
                           .migrations = migrations,
                           .statements = statements,
                           .permissions = permissions,
                           .events = events,
                           .subscriptions = subscriptions,
                           .routes = routes,
                           .erasers = erasers,
                           .text_columns = text_columns};

}  // namespace kith::simulation::journal
