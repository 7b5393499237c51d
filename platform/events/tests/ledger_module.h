// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/events.h>
#include <kith/module.h>

/// A module for the tests of rows that come and go, of erasers, and of statements that a handler
/// may not run. It keeps who has how much where, and what people said, word by word.
namespace kith::ledger {

/// What becomes of one entry.
enum class Deed : std::uint8_t { add, remove, replace, copy };

struct Changed {
  static constexpr std::string_view event_type = "ledger.changed.v1";
  static constexpr Noun event_noun = Noun::conversation;
  PersonId person;
  Deed deed = Deed::add;
  std::int64_t amount = 0;
  static consteval auto describe() {
    return described("An entry changed.", field<&Changed::person>("Whose."),
                     field<&Changed::deed>("How."), field<&Changed::amount>("By how much."));
  }
};

/// All that one person has, everywhere, becomes another's.
struct Merged {
  static constexpr std::string_view event_type = "ledger.merged.v1";
  static constexpr Noun event_noun = Noun::person;
  PersonId into;
  static consteval auto describe() {
    return described("One takes over what the subject has.", field<&Merged::into>("Who."));
  }
};

/// A handler is to run a statement that it may not.
struct Misused {
  static constexpr std::string_view event_type = "ledger.misused.v1";
  static constexpr Noun event_noun = Noun::conversation;
  std::int64_t how = 0;
  static consteval auto describe() {
    return described("A handler misbehaves.", field<&Misused::how>("In which way."));
  }
};

struct Entry {
  ConversationId conversation;
  PersonId person;
  std::int64_t amount = 0;
};

inline constexpr Statement find_entry{
    "find_entry",
    "SELECT amount FROM ledger_entry WHERE conversation = $conversation AND person = $person"};
inline constexpr Statement save_entry{
    "save_entry",
    "INSERT INTO ledger_entry VALUES($conversation, $person, $amount) "
    "ON CONFLICT(conversation, person) DO UPDATE SET amount = excluded.amount"};
inline constexpr Statement remove_entry{
    "remove_entry",
    "DELETE FROM ledger_entry WHERE conversation = $conversation AND person = $person"};
inline constexpr Statement take_over{
    "take_over",
    "INSERT INTO ledger_entry SELECT conversation, $into, amount FROM ledger_entry "
    "WHERE person = $from "
    "ON CONFLICT(conversation, person) DO UPDATE SET amount = ledger_entry.amount + "
    "excluded.amount"};
inline constexpr Statement remove_all{"remove_all",
                                      "DELETE FROM ledger_entry WHERE person = $from"};
inline constexpr Statement add_note{"add_note", "INSERT INTO ledger_note VALUES($conversation)"};
inline constexpr Statement clear_notes{
    "clear_notes", "DELETE FROM ledger_note WHERE conversation = $conversation"};

inline constexpr Statement keep_quote{"keep_quote",
                                      "INSERT INTO ledger_quote VALUES($message, $quote)"};
inline constexpr Statement forget_quote{
    "forget_quote", "UPDATE ledger_quote SET quote = '' WHERE message = $message"};
inline constexpr Statement count_quotes{"count_quotes", "SELECT count(*) FROM ledger_quote"};
inline constexpr Statement find_rate{"find_rate", "SELECT rate FROM ledger_rate WHERE id = 1"};
inline constexpr Statement read_person{"read_person", "SELECT root FROM kith_person"};
inline constexpr Statement unlisted{"unlisted", "SELECT amount FROM ledger_entry"};
inline constexpr const Statement* statements[] = {
    &find_entry,  &save_entry, &remove_entry, &take_over,    &remove_all, &add_note,
    &clear_notes, &keep_quote, &forget_quote, &count_quotes, &find_rate,  &read_person};

inline constexpr Migration migrations[] = {{"ledger", 1, "entries", R"sql(
-- projection: who has how much where
CREATE TABLE ledger_entry(conversation INTEGER NOT NULL, person INTEGER NOT NULL,
  amount INTEGER NOT NULL, PRIMARY KEY(conversation, person));
-- projection: a row for each change of a conversation since its entry was last removed
CREATE TABLE ledger_note(conversation INTEGER NOT NULL);
-- record: what people said
CREATE TABLE ledger_quote(message INTEGER PRIMARY KEY, quote TEXT NOT NULL);
-- record, immutable: what an amount was worth, by its number
CREATE TABLE ledger_rate(id INTEGER PRIMARY KEY, rate INTEGER NOT NULL);
)sql"}};

/// Entries by where and whose. The notes of a conversation go with each of its entries.
struct EntryTable {
  using Key = kith::Key<ConversationId, PersonId>;
  using Row = Entry;
  static Result<std::optional<Entry>> load(Reader& reader, Key key) {
    const auto [conversation, person] = key;
    const std::optional<std::int64_t> amount =
        KITH_TRY(reader.number(find_entry, {{"conversation", conversation}, {"person", person}}));
    return amount ? std::optional(Entry{conversation, person, *amount}) : std::optional<Entry>();
  }
  static void save(WriteSet& writes, const Entry& row) {
    writes.run(
        save_entry,
        {{"conversation", row.conversation}, {"person", row.person}, {"amount", row.amount}});
  }
  static void remove(WriteSet& writes, Key key) {
    const auto [conversation, person] = key;
    writes.run(remove_entry, {{"conversation", conversation}, {"person", person}});
    writes.run(clear_notes, {{"conversation", conversation}});
  }
};

/// A table whose rows are written where none may be.
struct StrayTable {
  using Key = MessageId;
  using Row = MessageId;
  static Result<std::optional<MessageId>> load(Reader&, Key) { return std::optional<MessageId>(); }
  static void save(WriteSet& writes, const MessageId& row) {
    writes.run(keep_quote, {{"message", row}, {"quote", "kept by a row"}});
  }
};

inline Result<void> add(ApplyContext& context, EntryTable::Key key, std::int64_t amount) {
  Entry* const entry = KITH_TRY(context.edit<EntryTable>(key));
  std::tie(entry->conversation, entry->person) = key;
  entry->amount += amount;
  context.run(add_note, {{"conversation", entry->conversation}});
  return {};
}

inline Result<void> fold_change(ApplyContext& context, const Event<Changed>& event) {
  const EntryTable::Key key(ConversationId{event.head.subject}, event.body.person);
  switch (event.body.deed) {
    case Deed::add: return add(context, key, event.body.amount);
    case Deed::remove: context.remove<EntryTable>(key); return {};
    case Deed::replace:
      context.remove<EntryTable>(key);
      return add(context, key, event.body.amount);
    case Deed::copy: {
      const EntryTable::Key other(ConversationId{event.body.amount}, event.body.person);
      const Entry* const from = KITH_TRY(context.find<EntryTable>(other));
      return from == nullptr ? Result<void>() : add(context, key, from->amount);
    }
  }
  return {};
}

inline Result<void> fold_merge(ApplyContext& context, const Event<Merged>& event) {
  context.run(take_over, {{"into", event.body.into}, {"from", event.head.subject}});
  context.run(remove_all, {{"from", event.head.subject}});
  return {};
}

inline Result<void> misuse(ApplyContext& context, const Event<Misused>& event) {
  switch (event.body.how) {
    case 1: KITH_TRY(context.reader().number(read_person)); break;
    case 2: KITH_TRY(context.reader().number(count_quotes)); break;
    case 3: KITH_TRY(context.reader().number(unlisted)); break;
    case 4: context.run(forget_quote, {{"message", 1}}); break;
    case 5: KITH_TRY(context.reader().number(find_rate)); break;
    case 7: KITH_TRY(context.edit<StrayTable>(MessageId{7})); break;
    default: break;
  }
  return {};
}

inline Result<void> misuse_too(DecideContext& context, const Event<Misused>& event) {
  KITH_TRY(context.reader().number(read_person));
  KITH_TRY(context.reader().number(count_quotes));
  if (event.body.how == 6) {
    context.run(remove_all, {{"from", 1}});
  }
  return {};
}

inline Result<void> quote(DecideContext& context, const Event<MessageAdded>& event) {
  context.run(keep_quote, {{"message", event.body.message_id}, {"quote", "as it was said"}});
  return {};
}

inline Result<void> forget(EraseContext& context, std::int64_t message) {
  if (KITH_TRY(context.reader().number(count_quotes)) == 0) {
    return fail(ErrorCode::internal, "There is nothing to forget.");
  }
  context.run(forget_quote, {{"message", message}});
  return {};
}

inline Result<void> forget_wrongly(EraseContext& context, std::int64_t person) {
  context.run(remove_all, {{"from", person}});
  return {};
}

struct Clear {
  PersonId person;
  static consteval auto describe() {
    return described("Clears a person's entries.", field<&Clear::person>("Whose."));
  }
};
inline Result<void> clear(CommandContext& context, const Clear& input) {
  context.run(remove_all, {{"from", input.person}});
  return {};
}
inline Result<Clear> cleared(QueryContext&, const Clear& input, const Created&) {
  return input;
}

inline constexpr Permission permission{"ledger.entry.change", "change entries"};
inline constexpr Route clear_route =
    command<&clear, &cleared>(HttpMethod::post, "/clear", permission, "Clears.");

inline constexpr EventType events[] = {event_type<Changed>(), event_type<Merged>(),
                                       event_type<Misused>()};
inline constexpr Subscription subscriptions[] = {on<&fold_change>(), on<&fold_merge, alone>(),
                                                 on<&misuse>(), on<&misuse_too>(), on<&quote>()};
inline constexpr Eraser erasers[] = {{Noun::message, &forget}, {Noun::person, &forget_wrongly}};
inline constexpr const Permission* permissions[] = {&permission};

inline const Module module{.name = "ledger",
                           .version = "1",
                           .summary = "Keeps who has how much where.",
                           .migrations = migrations,
                           .statements = statements,
                           .permissions = permissions,
                           .events = events,
                           .subscriptions = subscriptions,
                           .erasers = erasers};

}  // namespace kith::ledger
