// SPDX-License-Identifier: Apache-2.0
#include "store/migrate.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <sstream>

#include "base/hash.h"
#include "base/kill_point.h"
#include "store/checked_files.h"
#include "store/page_sums.h"

namespace kith::store {
namespace {

constexpr const char* create_history = R"sql(
CREATE TABLE IF NOT EXISTS store_migration(
  owner TEXT NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  applied_at INTEGER NOT NULL,
  PRIMARY KEY(owner, number)
) WITHOUT ROWID;
)sql";

Error migration_error(const Migration& migration, std::string message) {
  return {ErrorCode::internal, fmt::format("Migration {} {:04}_{}: {}", migration.owner,
                                           migration.number, migration.name, message)};
}

std::string checksum(const Migration& migration) {
  return hex(bytes_of(sha256(migration.sql))).substr(0, 32);
}

struct Applied {
  std::string name;
  std::string checksum;
};
using History = std::map<std::pair<std::string, int>, Applied>;

Result<History> read_history(Connection& connection) {
  History history;
  Prepared rows =
      KITH_TRY(connection.prepare("SELECT owner, number, name, checksum FROM store_migration"));
  while (KITH_TRY(rows.step())) {
    history[{std::string(rows.text(0)), static_cast<int>(rows.integer(1))}] = {
        std::string(rows.text(2)), std::string(rows.text(3))};
  }
  return history;
}

// What stands above a CREATE TABLE says what the table is, and in a record's case why.
std::optional<TableKind> kind_said_by(std::string_view comment) {
  if (comment.starts_with("-- projection")) {
    return TableKind::projection;
  }
  if (comment.starts_with("-- record, immutable: ")) {
    return TableKind::immutable_record;
  }
  return comment.starts_with("-- record: ") ? std::optional(TableKind::record) : std::nullopt;
}

// A step that the file has and we do not was made by a newer kith, or by a module that is gone.
Result<void> refuse_unknown(const History& history, std::span<const Migration> migrations) {
  std::map<std::string, int, std::less<>> newest;
  for (const Migration& migration : migrations) {
    int& number = newest[std::string(migration.owner)];
    number = std::max(number, migration.number);
  }
  for (const auto& [key, applied] : history) {
    const auto known = newest.find(key.first);
    if (known != newest.end() && key.second > known->second) {
      return fail(ErrorCode::unavailable,
                  fmt::format("This data was written by a newer kith: it has step {:04}_{} of {}, "
                              "this version knows steps up to {:04}. Install the newer version, or "
                              "restore a backup made before the upgrade.",
                              key.second, applied.name, key.first, known->second));
    }
  }
  return {};
}

Result<void> apply(Connection& connection, const Migration& migration, Time now) {
  Result<void> done = connection.execute(std::string(migration.sql));
  if (!done) {
    Error error = migration_error(migration, "it failed.");
    error.detail = done.error().detail;
    return std::unexpected(std::move(error));
  }
  Prepared remember = KITH_TRY(connection.prepare(
      "INSERT INTO store_migration VALUES($owner, $number, $name, $checksum, $now)"));
  const std::string sum = checksum(migration);
  return remember.run({{"owner", migration.owner},
                       {"number", migration.number},
                       {"name", migration.name},
                       {"checksum", sum},
                       {"now", now}});
}

// A database of before pages had sums is written anew, once.
Result<void> give_page_sums(Connection& connection) {
  KITH_CHECK(connection.execute("SELECT count(*) FROM sqlite_schema"));
  if (!lacks_page_sums(connection.handle())) {
    return {};
  }
  // What is rewritten is as large as the database: it belongs on the disk.
  Result<void> written = connection.execute("PRAGMA temp_store=FILE; VACUUM");
  KITH_CHECK(connection.execute("PRAGMA temp_store=MEMORY"));
  if (!written) {
    written.error().message =
        "This data was written by an older kith and is rewritten once, which takes as much room on "
        "the disk again. " +
        written.error().message;
  }
  return written;
}

// Marks the database as one of ours: then not even a damaged first page can say that its pages have
// no sums.
Result<void> mark(Connection& connection) {
  if (KITH_TRY(connection.number("PRAGMA application_id")) == kith_application) {
    return {};
  }
  return connection.execute(fmt::format("PRAGMA application_id={}", kith_application));
}

Result<int> apply_missing(Connection& connection, std::span<const Migration> migrations, Time now) {
  KITH_CHECK(mark(connection));
  KITH_CHECK(connection.execute(create_history));
  const History history = KITH_TRY(read_history(connection));
  KITH_CHECK(refuse_unknown(history, migrations));
  int applied = 0;
  for (const Migration& migration : migrations) {
    const auto past = history.find({std::string(migration.owner), migration.number});
    if (past == history.end()) {
      KITH_CHECK(apply(connection, migration, now));
      ++applied;
      kill_point("migrate.step");
    } else if (past->second.checksum != checksum(migration)) {
      return std::unexpected(migration_error(
          migration,
          "the step that this data went through differs from this version's. The data "
          "was made by another build; use that build, or restore a backup."));
    }
  }
  return applied;
}

}  // namespace

Result<std::vector<Table>> tables_of(std::span<const Migration> migrations) {
  std::vector<Table> tables;
  std::map<std::string, int, std::less<>> newest;
  for (const Migration& migration : migrations) {
    int& number = newest[std::string(migration.owner)];
    if (migration.number != number + 1) {
      return std::unexpected(
          migration_error(migration, fmt::format("number {} should follow.", number + 1)));
    }
    number = migration.number;
    std::istringstream lines{std::string(migration.sql)};
    std::string above;
    for (std::string line; std::getline(lines, line); above = line) {
      constexpr std::string_view create = "CREATE TABLE ";
      if (!line.starts_with(create)) {
        continue;
      }
      const std::string name = line.substr(create.size(), line.find('(') - create.size());
      const std::optional<TableKind> kind = kind_said_by(above);
      if (!kind) {
        return std::unexpected(migration_error(
            migration, "say above table " + name + " '-- record: why' or '-- projection'."));
      }
      tables.push_back({std::string(migration.owner), name, *kind});
    }
  }
  return tables;
}

Result<int> migrate(Connection& connection, std::span<const Migration> migrations, Time now) {
  KITH_CHECK(tables_of(migrations));
  KITH_CHECK(give_page_sums(connection));
  KITH_CHECK(connection.execute("BEGIN IMMEDIATE"));
  kill_point("migrate.begun");
  Result<int> applied = apply_missing(connection, migrations, now);
  kill_point("migrate.made");
  Result<void> ended = connection.execute(applied ? "COMMIT" : "ROLLBACK");
  if (applied && !ended) {
    return std::unexpected(std::move(ended).error());
  }
  kill_point("migrate.committed");
  return applied;
}

}  // namespace kith::store
