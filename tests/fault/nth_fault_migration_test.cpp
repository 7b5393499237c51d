// SPDX-License-Identifier: Apache-2.0
// A migration with each of its allocations, writes, syncs and other calls failing, one at a time.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "builtin_modules.h"
#include "conversation/fts5_tokenizer.h"
#include "events_migrations.h"
#include "failing_memory.h"
#include "fault_loop.h"
#include "findings.h"
#include "host/workspace.h"
#include "store/migrate.h"
#include "store_migrations.h"
#include "support/need.h"
#include "support/simulated_files.h"

namespace kith::fault {
namespace {

using support::DiskState;
using support::need;

/// The steps of store and bus; those of everything that is built in where KITH_FAULT_SCHEMA is set.
std::vector<Migration> steps() {
  if (std::getenv("KITH_FAULT_SCHEMA") != nullptr) {
    return host::workspace_migrations(builtin_modules());
  }
  std::vector<Migration> all(std::begin(store_migrations), std::end(store_migrations));
  all.insert(all.end(), std::begin(events_migrations), std::end(events_migrations));
  return all;
}

class NthFaultInMigration : public testing::Test {
 protected:
  static void SetUpTestSuite() { FailingMemory::install(); }

  /// Whether the file has all these steps when it returns.
  bool migrate(std::span<const Migration> wanted) {
    try {
      Result<store::Connection> connection =
          store::Connection::open(path, store::OpenMode::read_write);
      return connection && conversation::register_tokenizer(connection->handle()) &&
             store::migrate(*connection, wanted, Time{1'790'000'000'000'000});
    } catch (const std::bad_alloc&) {
      return false;
    }
  }

  /// The schema and the steps that made it, with what is wrong with the file.
  std::string schema() {
    store::Connection look = need(store::Connection::open(path, store::OpenMode::read_write));
    std::string all = text(look, "PRAGMA integrity_check");
    all += text(look, "SELECT name || coalesce(sql, '') FROM sqlite_schema ORDER BY name");
    if (all.contains("store_migration")) {
      all += text(look, "SELECT owner || number || checksum FROM store_migration ORDER BY 1");
    }
    return all;
  }

  /// Every index of bringing the file from the first of the steps to all of them.
  std::string migrate_with_every_fault(std::string_view name, std::span<const Migration> all,
                                       std::size_t first) {
    wanted = all;
    if (first > 0) {
      EXPECT_TRUE(migrate(all.first(first)));
    }
    learn();
    return run_every_fault(name, Trials::from_the_fault,
                           [&](const FaultKind& kind, std::int64_t index) {
                             PlannedFault fault(disk, kind, index);
                             const bool is_done = migrate(all);
                             const bool has_failed = fault.end();
                             const auto left = disk.snapshot();

                             Findings findings;
                             findings.expect(has_failed || is_done, "refused without a fault");
                             look_at(left, is_done, findings);
                             disk.restore(left);
                             disk.cut_power(fault.seed());
                             look_at(disk.snapshot(), is_done, findings);
                             return Trial{has_failed, findings.text()};
                           });
  }

 private:
  // What most trials leave is one of the states that the others begin with, from which the
  // migration is seen to pass here.
  void learn() {
    const auto begin = disk.snapshot();
    before = schema();
    untouched = {begin, disk.snapshot()};
    EXPECT_TRUE(migrate(wanted));
    after = schema();
    EXPECT_NE(before, after);
    disk.restore(begin);
  }

  void look_at(const std::shared_ptr<const DiskState>& left, bool is_done, Findings& findings) {
    const bool is_untouched =
        std::ranges::any_of(untouched, [&](const auto& known) { return left->reads_as(*known); });
    if (is_untouched) {
      findings.expect(!is_done, "done and lost");
      return;
    }
    disk.restore(left);
    const std::string found = schema();
    findings.expect(found == after || found == before, "half there");
    findings.expect(found == after || !is_done, "done and lost");
    findings.expect(migrate(wanted) && schema() == after, "cannot be done again");
  }

  static std::string text(store::Connection& connection, std::string_view query) {
    std::string all;
    store::Prepared rows = need(connection.prepare(query));
    while (need(rows.step())) {
      all += std::string(rows.text(0)) + '\n';
    }
    return all;
  }

  const std::string path = "/nowhere/kith.db";
  support::SimulatedDisk disk{"/nowhere/"};
  std::span<const Migration> wanted;
  std::string before, after;
  std::vector<std::shared_ptr<const DiskState>> untouched;
};

TEST_F(NthFaultInMigration, does_the_next_step_whole_or_not_at_all) {
  const std::vector<Migration> all = steps();
  EXPECT_EQ(migrate_with_every_fault("the next step of a schema", all, all.size() - 1), "");
}

TEST_F(NthFaultInMigration, makes_a_whole_schema_in_an_empty_file_or_none) {
  const std::vector<Migration> all = steps();
  EXPECT_EQ(migrate_with_every_fault("a schema in an empty file", all, 0), "");
}

}  // namespace
}  // namespace kith::fault
