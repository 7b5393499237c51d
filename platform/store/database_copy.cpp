// SPDX-License-Identifier: Apache-2.0
#include "store/database_copy.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>

#include "base/hash.h"
#include "base/kill_point.h"
#include "store/durable_file.h"
#include "store/log.h"
#include "store/sqlite.h"

namespace kith::store {
namespace {

constexpr int pages_at_once = 2'000;

struct FinishBackup {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

Result<void> copy_pages(Connection& source, Connection& target, const ByteProgress& progress) {
  const std::int64_t page_bytes = KITH_TRY(source.number("PRAGMA page_size"));
  std::unique_ptr<sqlite3_backup, FinishBackup> backup(
      sqlite3_backup_init(target.handle(), "main", source.handle(), "main"));
  int code = backup ? SQLITE_OK : SQLITE_ERROR;
  while (code == SQLITE_OK) {
    code = sqlite3_backup_step(backup.get(), pages_at_once);
    const std::int64_t total = sqlite3_backup_pagecount(backup.get());
    kill_point("backup.copying");
    progress((total - sqlite3_backup_remaining(backup.get())) * page_bytes, total * page_bytes);
  }
  // What went wrong is known to the target only once the backup is finished.
  backup.reset();
  if (code != SQLITE_DONE) {
    return std::unexpected(sqlite_error(target.handle(), "copy the database"));
  }
  return {};
}

}  // namespace

Result<void> copy_database(const std::string& from, const std::string& to,
                           const ByteProgress& progress) {
  Connection source = KITH_TRY(Connection::open(from, OpenMode::read_only));
  Connection target = KITH_TRY(Connection::open(to, OpenMode::read_write));
  KITH_CHECK(target.execute("PRAGMA synchronous=OFF"));
  // One snapshot from the first page to the last: else every commit would make it begin again.
  KITH_CHECK(source.execute("BEGIN; SELECT count(*) FROM sqlite_schema"));
  KITH_CHECK(copy_pages(source, target, progress));
  KITH_CHECK(target.execute("PRAGMA journal_mode=DELETE"));
  target = Connection();
  std::error_code ignored;
  std::filesystem::permissions(
      to, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
  return sync_file(to);
}

Result<DatabaseReport> check_database(const std::string& path) {
  Connection connection = KITH_TRY(Connection::open(path, OpenMode::read_only));
  Prepared check = KITH_TRY(connection.prepare("PRAGMA integrity_check(1)"));
  const Result<bool> has_row = check.step();
  if (!has_row && connection.severity() == Severity::exhausted) {
    return std::unexpected(has_row.error());
  }
  if (!has_row || !*has_row || check.text(0) != "ok") {
    return fail(ErrorCode::invalid,
                fmt::format("It is damaged: {}.", has_row && *has_row ? std::string(check.text(0))
                                                                      : connection.error_text()));
  }
  check.reset();
  const Result<LogReport> log = verify_log(connection);
  if (!log && connection.severity() == Severity::exhausted) {
    return std::unexpected(log.error());
  }
  if (!log) {
    return fail(ErrorCode::invalid, "Its log cannot be read: " + log.error().detail);
  }
  if (log->broken_at != 0) {
    return fail(ErrorCode::invalid,
                fmt::format("Its log does not hold at event {}: {}", log->broken_at, log->reason));
  }
  Prepared head = KITH_TRY(connection.prepare("SELECT hash FROM log_head"));
  const bool has_head = KITH_TRY(head.step());
  return DatabaseReport{.events = log->events,
                        .log_head = has_head ? hex(head.text(0)) : std::string()};
}

}  // namespace kith::store
