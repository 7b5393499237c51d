// SPDX-License-Identifier: Apache-2.0
#include "conversation/erase_columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include <kith/events.h>

#include "store/migrate.h"

namespace kith::conversation {
namespace {

using enum Erasing;

constexpr std::string_view with_the_message = "blanked with every message that is erased";
constexpr std::string_view with_its_message = "goes with every message that is erased";
constexpr std::string_view of_no_message =
    "becomes an attachment of its message; what has none after a day goes with its file";
constexpr std::string_view by_the_company = "what the company calls its own";
constexpr std::string_view of_the_machine = "written by kith alone: words, numbers and ids";

constexpr ErasedColumn entries[] = {
    {"person", "name", blanked, "in the first piece"},
    {"identity", "native_hash", blanked, "becomes a hash that knows nobody again"},
    {"identity", "native_id", blanked, "in the first piece"},
    {"identity", "name", blanked, "in the first piece"},
    {"identity", "evidence", blanked, "in the first piece: it becomes 'erased'"},
    {"attribute", "name", removed, "custom fields of the persons and of their conversations"},
    {"attribute", "value", removed, "custom fields of the persons and of their conversations"},
    {"conversation", "subject", blanked, "of all conversations that they opened"},
    {"message", "text", blanked,
     "what they wrote anywhere; what was written to them in conversations that they opened"},
    {"message", "html", blanked, with_the_message},
    {"message", "language", blanked, with_the_message},
    {"message", "tags", blanked, with_the_message},
    {"message_version", "text", removed, with_its_message},
    {"message_search", "*", removed, "with the old words, in the same transaction"},
    {"message_search_data", "*", removed, "merged away by the next purge"},
    {"message_search_idx", "*", removed, "merged away by the next purge"},
    {"message_search_docsize", "*", removed, "with the old words, in the same transaction"},
    {"message_search_config", "*", kept, of_the_machine},
    {"attachment", "name", removed, with_its_message},
    {"attachment", "media_type", removed, with_its_message},
    {"attachment", "sha256", removed, "with its message; the file goes with the next purge"},
    {"attachment", "source_url", removed, with_its_message},
    {"attachment", "state", removed, with_its_message},
    {"erased_blob", "sha256", removed, "by the next purge, with the file"},
    {"upload", "name", removed, of_no_message},
    {"upload", "media_type", removed, of_no_message},
    {"upload", "sha256", removed, of_no_message},
    {"reading", "label", removed, with_its_message},
    {"reading", "model", removed, with_its_message},
    {"reading", "superseded_by", removed, with_its_message},
    {"handoff", "question", blanked, "of all conversations that they opened"},
    {"handoff", "answer", blanked, "of all conversations that they opened"},
    {"draft", "module", kept, of_the_machine},
    {"draft", "text", blanked, "of all conversations that they opened; of others once it was sent"},
    {"promise", "text", blanked, "of all conversations that they opened"},
    {"outbox", "recipients", blanked,
     "emptied in conversations that they opened; elsewhere their addresses are taken out"},
    {"outbox", "sender", kept, "the name of the colleague who signed"},
    {"outbox", "idempotency_key", kept, "chance"},
    {"outbox", "native_id", kept, "what the network calls our own post"},
    {"outbox", "reason", kept, "a word"},
    {"post_key", "hash", kept,
     "a keyed hash of a post's own id, so that a late repeat of it stays away"},
    {"erasure", "hash", kept, "a keyed hash, so that a restored backup forgets the same again"},
    {"purge_filler", "zeros", kept, "zeros"},
    {"participant", "role", kept, of_the_machine},
    {"conversation_label", "label", kept, by_the_company},
    {"merge", "before", kept, of_the_machine},
    {"merge", "after", kept, of_the_machine},
    {"merge", "evidence", kept, of_the_machine},
    {"organisation", "name", kept, "a company, which is no person; the link to it goes"},
    {"catalogue_item", "kind", kept, by_the_company},
    {"catalogue_item", "name", kept, by_the_company},
    {"workspace", "name", kept, by_the_company},
    {"workspace", "zone", kept, by_the_company},
    {"workspace", "hash_key", kept, "chance; without it no hash here can be made again"},
    {"channel", "kind", kept, by_the_company},
    {"channel", "name", kept, by_the_company},
    {"channel", "settings", kept, "the company's own account"},
    {"channel", "secrets", kept, "the company's own account, sealed"},
    {"channel", "cursor", kept, "a place in a network's list"},
    {"channel", "health", kept, of_the_machine},
    {"channel_push", "url", kept, "the company's own receiver"},
    {"channel_push", "secrets", kept, "the company's own receiver, sealed"},
    {"push_attempt", "reason", kept, "a word"},
    {"log_event_type", "name", kept, of_the_machine},
    {"log_event", "body", kept, "ids, labels and figures alone, by the rule for events"},
    {"log_head", "hash", kept, "of the log"},
    {"timer", "owner", kept, of_the_machine},
    {"timer", "key", kept, "a module's word with ids"},
    {"job", "*", kept, of_the_machine},
    {"bus_cursor", "consumer", kept, of_the_machine},
    {"bus_mint", "module", kept, of_the_machine},
    {"bus_mint", "noun", kept, of_the_machine},
    {"bus_hold", "consumer", kept, of_the_machine},
    {"bus_hold", "state", kept, of_the_machine},
    {"bus_hold", "reason", kept, "why a handler failed, as it is logged too: ids, never text"},
    {"idempotency", "*", kept, "hashes of a request and ids, for a day"},
    {"store_migration", "*", kept, of_the_machine},
};

/// A column of a table as the schema has it.
struct Column {
  std::string table;
  std::string name;
  bool is_text_or_bytes = false;
};

Result<std::vector<Column>> columns_of(store::Connection& connection) {
  std::vector<Column> columns;
  store::Prepared rows = KITH_TRY(connection.prepare(
      "SELECT tables.name, columns.name, columns.type FROM sqlite_schema AS tables "
      "JOIN pragma_table_info(tables.name) AS columns "
      "WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' ORDER BY 1, columns.cid"));
  while (KITH_TRY(rows.step())) {
    columns.push_back({.table = std::string(rows.text(0)),
                       .name = std::string(rows.text(1)),
                       .is_text_or_bytes = rows.text(2) != "INTEGER"});
  }
  return columns;
}

// Modules that worked on this data and are not loaded now: what they have stays, and their erasers
// run when they are back, because their cursors wait.
Result<std::vector<std::string>> absent_modules(store::Connection& connection,
                                                std::span<const Module* const> modules) {
  std::vector<std::string> absent;
  store::Prepared rows =
      KITH_TRY(connection.prepare("SELECT DISTINCT owner FROM store_migration "
                                  "WHERE owner NOT IN ('store', 'events', 'conversation')"));
  while (KITH_TRY(rows.step())) {
    const std::string_view owner = rows.text(0);
    if (std::ranges::none_of(modules, [&](const Module* each) { return each->name == owner; })) {
      absent.emplace_back(owner);
    }
  }
  return absent;
}

// Whether something of the module empties the column: an eraser where it is a record's, an apply of
// the event by which the noun is erased where it is a projection's.
Result<bool> is_emptied(const Module& module, const TextColumn& column) {
  const std::vector<store::Table> tables = KITH_TRY(store::tables_of(module.migrations));
  const auto table = std::ranges::find(tables, column.table, &store::Table::name);
  if (table == tables.end() || table->kind != store::TableKind::projection) {
    return std::ranges::find(module.erasers, *column.forgotten_with, &Eraser::noun) !=
           module.erasers.end();
  }
  const std::string_view erased = *column.forgotten_with == Noun::message
                                      ? MessageDeleted::event_type
                                      : PersonErased::event_type;
  return std::ranges::any_of(module.subscriptions, [&](const Subscription& subscription) {
    return subscription.event_type == erased && subscription.handling == Handling::apply;
  });
}

bool speaks_of(const ErasedColumn& entry, const Column& column) {
  return entry.table == column.table && (entry.column == "*" || entry.column == column.name);
}

}  // namespace

std::span<const ErasedColumn> erased_columns() {
  return entries;
}

Result<std::vector<std::string>> unspoken_columns(store::Connection& connection,
                                                  std::span<const ErasedColumn> known) {
  const std::vector<Column> columns = KITH_TRY(columns_of(connection));
  std::vector<std::string> unspoken;
  for (const Column& column : columns) {
    const bool is_known = std::ranges::any_of(
        known, [&](const ErasedColumn& entry) { return speaks_of(entry, column); });
    if (column.is_text_or_bytes && !is_known) {
      unspoken.push_back(column.table + "." + column.name);
    }
  }
  for (const ErasedColumn& entry : known) {
    const bool is_there = std::ranges::any_of(
        columns, [&](const Column& column) { return speaks_of(entry, column); });
    if (!is_there) {
      unspoken.push_back(std::string(entry.table) + "." + std::string(entry.column) +
                         " is not there");
    }
  }
  return unspoken;
}

Result<void> check_text_columns(store::Connection& connection,
                                std::span<const Module* const> modules,
                                std::span<const ErasedColumn> more) {
  std::vector<ErasedColumn> known(std::begin(entries), std::end(entries));
  known.insert(known.end(), more.begin(), more.end());
  for (const Module* module : modules) {
    for (const TextColumn& column : module->text_columns) {
      if (column.forgotten_with && !KITH_TRY(is_emptied(*module, column))) {
        return fail(ErrorCode::invalid,
                    fmt::format("The module {} keeps what people said or are called in {}.{}, and "
                                "nothing of it empties that: an eraser does in a record, an apply "
                                "of what is erased in a projection.",
                                module->name, column.table, column.column));
      }
      known.push_back(
          {column.table, column.column, column.forgotten_with ? blanked : kept, column.reason});
    }
  }
  std::vector<std::string> unspoken = KITH_TRY(unspoken_columns(connection, known));
  for (const std::string& owner : KITH_TRY(absent_modules(connection, modules))) {
    std::erase_if(unspoken, [&](const std::string& each) { return each.starts_with(owner + "_"); });
  }
  if (!unspoken.empty()) {
    return fail(ErrorCode::invalid,
                fmt::format("Nobody said what becomes of {} when a person is erased.",
                            fmt::join(unspoken, ", ")));
  }
  return {};
}

}  // namespace kith::conversation
