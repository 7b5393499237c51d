// SPDX-License-Identifier: Apache-2.0
// A backup with each of its allocations, and of its calls of the disk that the data lie on,
// failing, one at a time.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <new>

#include "conversation_migrations.h"
#include "failing_memory.h"
#include "fault_loop.h"
#include "findings.h"
#include "host/backup_run.h"
#include "store/archive_reader.h"
#include "store/blob_folder.h"
#include "store/database_copy.h"
#include "store/durable_file.h"
#include "store/migrate.h"
#include "store/tests/store_fixture.h"
#include "store_migrations.h"
#include "support/need.h"
#include "support/simulated_files.h"

namespace kith::fault {
namespace {

using support::need;

/// The data of a server with one workspace: events, an erasure and a file. The databases are on a
/// simulated disk; all else, and what a backup writes, is on the system's. Each backup is a
/// process.
class NthFaultInBackup : public testing::Test {
 protected:
  static void SetUpTestSuite() { FailingMemory::install(); }

  NthFaultInBackup() {
    need(store::BlobFolder(data + "/workspaces/1/blobs").put("what somebody sent"));
    found(data + "/server.db");
    found(path);
    store::Connection connection = need(store::Connection::open(path, store::OpenMode::read_write));
    need(connection.execute(std::string(erasures().sql)));
    need(connection.execute("INSERT INTO erasure VALUES(1, 0, 0, x'0123456789abcdef', 1)"));
    const store::StatementRegistry registry;
    const auto writer = need(store::Writer::create({.path = path}, registry, clock));
    need(writer->run(store::Urgency::person, [](store::Transaction& transaction) -> Result<void> {
      KITH_TRY(transaction.append({.type = "note.added.v1", .subject = 1, .body = "{}"}));
      KITH_TRY(transaction.append({.type = "note.added.v1", .subject = 2, .body = "{}"}));
      return {};
    }));
  }

  /// Makes a backup as the command does: done, refused, or nothing where memory ran out.
  std::optional<Result<void>> back_up() {
    try {
      host::BackupRun run({.data = data,
                           .file = backup,
                           .made_by = "kith",
                           .clock = clock,
                           .progress = [](std::string_view, std::int64_t, std::int64_t) {}});
      const auto made = run.run();
      return made ? Result<void>() : std::unexpected(made.error());
    } catch (const std::bad_alloc&) {
      return std::nullopt;
    }
  }

  bool has_backup() const { return std::filesystem::exists(backup); }
  /// Whether it can be read, and holds the log as it is and the file.
  bool has_whole_backup() const {
    const auto manifest = store::ArchiveReader::read(
        backup, {.begin = {},
                 .write = [](const store::BackupFile&, std::string_view) { return Result<void>(); },
                 .progress = [](std::int64_t, std::int64_t) {}});
    return manifest && manifest->files.size() == 4 &&
           std::ranges::any_of(manifest->files, [&](const store::BackupFile& file) {
             return file.name == "workspaces/1/kith.db" && file.log_head == head;
           });
  }
  /// With what the one before has noted beside the data and itself.
  void clear() const {
    for (const std::string& each :
         {backup, data + "/backups.txt", folder.file("kith-erasures-1.txt")}) {
      std::filesystem::remove(each);
    }
  }
  std::string log_head() const { return need(store::check_database(path)).log_head; }

 private:
  static const Migration& erasures() {
    return *std::ranges::find(conversation_migrations, "erasure", &Migration::name);
  }

  // A backup looks for the databases by their names, which the simulated ones have no files for.
  void found(const std::string& database) {
    store::Connection connection =
        need(store::Connection::open(database, store::OpenMode::read_write));
    need(store::migrate(connection, store_migrations, clock.now()));
    need(store::write_durably(database, ""));
  }

 protected:
  store::TemporaryFolder folder;
  const std::string data = folder.file("data");
  const std::string path = data + "/workspaces/1/kith.db";
  const std::string backup = folder.file("backup");
  support::SimulatedDisk disk{data + '/'};
  ManualClock clock{Time{1'790'000'000'000'000}};
  std::string head;
};

TEST_F(NthFaultInBackup, is_whole_or_not_there) {
  head = log_head();
  ASSERT_EQ(head.size(), 64U);
  ASSERT_TRUE(back_up().value_or(Result<void>()) && has_whole_backup());
  const auto before = disk.snapshot();

  const auto trial = [&](const FaultKind& kind, std::int64_t index) {
    clear();
    PlannedFault fault(disk, kind, index);
    const std::optional<Result<void>> answered = back_up();
    const bool has_failed = fault.end();

    Findings findings;
    const bool is_done = answered && *answered;
    if (answered && !is_done) {
      const Error& error = answered->error();
      findings.expect(error.code == ErrorCode::unavailable || error.code == ErrorCode::internal,
                      "speaks ill of the data: " + error.message + " " + error.detail);
    }
    findings.expect(has_failed || is_done, "refused without a fault");
    findings.expect(!is_done || has_whole_backup(), "done and not whole");
    findings.expect(!has_backup() || has_whole_backup(), "a backup that cannot be read");
    findings.expect(disk.snapshot()->reads_as(*before) || log_head() == head,
                    "changed what it copied");
    // Where nothing is left of it, the next one begins as the first did.
    if (!is_done && std::filesystem::exists(backup + ".making")) {
      const std::optional<Result<void>> again = back_up();
      findings.expect(again && *again && has_whole_backup(), "makes no backup any more");
    }
    return Trial{has_failed, findings.text()};
  };
  EXPECT_EQ(run_every_fault("a backup", Trials::from_the_start, trial), "");
}

}  // namespace
}  // namespace kith::fault
