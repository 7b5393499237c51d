// SPDX-License-Identifier: Apache-2.0
#include "support/simulated_disk.h"

#include <gtest/gtest.h>

#include <set>

#include "store/sqlite.h"
#include "support/simulated_files.h"

namespace kith::support {
namespace {

using store::Connection;
using store::OpenMode;
using store::Severity;

/// A disk with one database of one table.
class SimulatedDiskTest : public testing::Test {
 protected:
  Connection open(OpenMode mode = OpenMode::read_write) {
    Result<Connection> opened = Connection::open(path, mode);
    EXPECT_TRUE(opened) << opened.error().detail;
    return opened ? *std::move(opened) : Connection();
  }

  Connection founded(const std::string& settings = "") {
    Connection connection = open();
    EXPECT_TRUE(
        connection.execute("CREATE TABLE line(id INTEGER PRIMARY KEY, text TEXT);" + settings));
    return connection;
  }

  static Result<void> add(Connection& connection, int id) {
    return connection.execute("INSERT INTO line VALUES(" + std::to_string(id) +
                              ", hex(zeroblob(3000)))");
  }

  /// How many lines there are after the cut, or why that cannot be said.
  Result<std::int64_t> lines() {
    Connection connection = KITH_TRY(Connection::open(path, OpenMode::read_write));
    store::Prepared check = KITH_TRY(connection.prepare("PRAGMA integrity_check(1)"));
    if (!KITH_TRY(check.step()) || check.text(0) != "ok") {
      return fail(ErrorCode::invalid, std::string(check.text(0)));
    }
    check.reset();
    return connection.number("SELECT count(*) FROM line");
  }

  /// Commits ten lines, with a checkpoint between and one more line under way, then cuts the power;
  /// answers how many are left for each of the seeds.
  std::vector<Result<std::int64_t>> lines_after_cuts(const std::string& settings, int seeds) {
    std::vector<Result<std::int64_t>> left;
    for (int seed = 1; seed <= seeds; ++seed) {
      disk.restore(nothing);
      Connection connection = founded(settings);
      for (int id = 1; id <= 10; ++id) {
        EXPECT_TRUE(add(connection, id));
        if (id == seed % 10) {
          EXPECT_TRUE(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        }
      }
      EXPECT_TRUE(connection.execute("BEGIN"));
      EXPECT_TRUE(add(connection, 11));
      disk.cut_power(static_cast<std::uint64_t>(seed));
      connection = Connection();
      left.push_back(lines());
    }
    return left;
  }

  const std::string path = "/nowhere/kith.db";
  SimulatedDisk disk{"/nowhere/"};
  const std::shared_ptr<const DiskState> nothing = disk.snapshot();
};

TEST_F(SimulatedDiskTest, keeps_every_commit_of_a_full_database_whatever_a_cut_leaves) {
  for (const Result<std::int64_t>& left : lines_after_cuts("PRAGMA synchronous=FULL", 200)) {
    ASSERT_TRUE(left) << left.error().message << left.error().detail;
    EXPECT_EQ(*left, 10);
  }
}

TEST_F(SimulatedDiskTest, loses_commits_of_a_normal_database_at_some_cuts_and_never_its_structure) {
  std::set<std::int64_t> seen;
  for (const Result<std::int64_t>& left : lines_after_cuts("PRAGMA synchronous=NORMAL", 200)) {
    ASSERT_TRUE(left) << left.error().message << left.error().detail;
    seen.insert(*left);
  }
  EXPECT_LT(*seen.begin(), 10);
  EXPECT_EQ(*seen.rbegin(), 10);
  EXPECT_GT(seen.size(), 3U);
}

TEST_F(SimulatedDiskTest, damages_a_database_that_is_never_synced_at_some_cuts) {
  int damaged = 0;
  for (const Result<std::int64_t>& left : lines_after_cuts("PRAGMA synchronous=OFF", 200)) {
    damaged += left ? 0 : 1;
  }
  EXPECT_GT(damaged, 0);
}

TEST_F(SimulatedDiskTest, leaves_the_same_bytes_for_the_same_seed) {
  const auto first = lines_after_cuts("PRAGMA synchronous=NORMAL", 40);
  const auto again = lines_after_cuts("PRAGMA synchronous=NORMAL", 40);
  ASSERT_EQ(first.size(), again.size());
  for (std::size_t place = 0; place < first.size(); ++place) {
    EXPECT_EQ(first[place].value_or(-1), again[place].value_or(-1)) << place;
  }
}

TEST_F(SimulatedDiskTest, lets_what_was_open_before_a_cut_change_nothing) {
  Connection connection = founded();
  ASSERT_TRUE(add(connection, 1));
  disk.cut_power(3);
  Connection after = open();
  EXPECT_FALSE(add(connection, 2));
  EXPECT_EQ(connection.severity(), Severity::fatal);
  EXPECT_TRUE(add(after, 3));
  connection = Connection();
  EXPECT_EQ(after.number("SELECT sum(id) FROM line").value_or(0), 4);
  after = Connection();
  EXPECT_EQ(lines().value_or(-1), 2);
}

TEST_F(SimulatedDiskTest, goes_back_to_what_it_was_as_often_as_one_likes) {
  {
    Connection connection = founded();
    ASSERT_TRUE(add(connection, 1));
  }
  const auto founded = disk.snapshot();
  for (int round = 0; round < 3; ++round) {
    Connection connection = open();
    EXPECT_EQ(connection.number("SELECT count(*) FROM line").value_or(-1), 1);
    ASSERT_TRUE(add(connection, 2));
    disk.restore(founded);
  }
  EXPECT_EQ(lines().value_or(-1), 1);
}

TEST_F(SimulatedDiskTest, shows_each_reader_one_moment_and_lets_one_write_at_a_time) {
  Connection writer = founded();
  Connection reader = open(OpenMode::read_only);
  Connection other = open();
  ASSERT_TRUE(add(writer, 1));
  ASSERT_TRUE(reader.execute("BEGIN"));
  EXPECT_EQ(reader.number("SELECT count(*) FROM line").value_or(-1), 1);
  ASSERT_TRUE(writer.execute("BEGIN IMMEDIATE"));
  ASSERT_TRUE(add(writer, 2));
  const Result<void> second = other.execute("BEGIN IMMEDIATE");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::unavailable);
  ASSERT_TRUE(writer.execute("COMMIT"));
  EXPECT_EQ(reader.number("SELECT count(*) FROM line").value_or(-1), 1);
  ASSERT_TRUE(reader.execute("COMMIT"));
  EXPECT_EQ(reader.number("SELECT count(*) FROM line").value_or(-1), 2);
  EXPECT_TRUE(add(other, 3));
  EXPECT_TRUE(writer.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  EXPECT_EQ(reader.number("SELECT count(*) FROM line").value_or(-1), 3);
}

TEST_F(SimulatedDiskTest, fails_the_write_that_was_planned_and_that_one_alone) {
  Connection connection = founded();
  // A commit is one write of the log and one of the note beside it.
  disk.plan({.call = DiskCall::write, .at = 3, .error = DiskError::disk_full});
  EXPECT_TRUE(add(connection, 1));
  EXPECT_FALSE(add(connection, 2));
  EXPECT_EQ(connection.severity(), Severity::exhausted);
  EXPECT_TRUE(disk.has_failed());
  EXPECT_GE(disk.calls(DiskCall::write), 3);
  EXPECT_TRUE(add(connection, 2));
  EXPECT_EQ(lines().value_or(-1), 2);
}

TEST_F(SimulatedDiskTest, fails_every_later_call_too_where_that_was_planned) {
  Connection connection = founded();
  disk.plan(
      {.call = DiskCall::write, .error = DiskError::disk_full, .lasts = FaultLasts::from_then_on});
  EXPECT_FALSE(add(connection, 1));
  EXPECT_FALSE(add(connection, 1));
  disk.mend();
  EXPECT_FALSE(disk.has_failed());
  EXPECT_TRUE(add(connection, 1));
}

TEST_F(SimulatedDiskTest, fails_syncs_opens_reads_truncations_removals_and_shared_memory) {
  Connection connection = founded();
  disk.plan({.call = DiskCall::sync});
  EXPECT_FALSE(add(connection, 1));
  EXPECT_EQ(connection.severity(), Severity::fatal);
  disk.plan({.call = DiskCall::truncate});
  EXPECT_FALSE(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  connection = Connection();
  disk.plan({.call = DiskCall::open});
  EXPECT_FALSE(Connection::open(path, OpenMode::read_write));
  disk.plan({.call = DiskCall::read});
  EXPECT_FALSE(Connection::open(path, OpenMode::read_write));
  disk.plan({.call = DiskCall::share});
  EXPECT_FALSE(Connection::open(path, OpenMode::read_write));
  // The last connection that closes writes the log back and removes it.
  connection = open();
  ASSERT_TRUE(add(connection, 2));
  disk.plan({.call = DiskCall::remove});
  connection = Connection();
  EXPECT_TRUE(disk.has_failed());
  disk.mend();
  EXPECT_TRUE(lines());
}

TEST_F(SimulatedDiskTest, leaves_databases_elsewhere_to_the_system) {
  Connection elsewhere = Connection::open_in_memory().value();
  disk.plan({.call = DiskCall::open});
  EXPECT_FALSE(Connection::open("/nowhere/else.db", OpenMode::read_write));
  EXPECT_TRUE(elsewhere.execute("CREATE TABLE line(id INTEGER)"));
  EXPECT_FALSE(Connection::open("/dev/null/none.db", OpenMode::read_only));
  EXPECT_EQ(disk.calls(DiskCall::open), 1);
}

std::string bytes_of_file(const DiskFile& file) {
  std::string bytes(file.now().size(), '?');
  EXPECT_EQ(file.now().read(0, bytes), bytes.size());
  return bytes;
}

TEST(SimulatedFile, keeps_what_was_synced_and_keeps_loses_or_tears_what_was_not) {
  DiskFile file;
  const std::string synced(4096, 's');
  const std::string written(2048, 'w');
  file.write(0, synced);
  file.sync();
  file.write(1024, written);
  std::set<std::string> seen;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SeededRandom random(seed);
    const std::string left = bytes_of_file(file.after_cut(random));
    ASSERT_EQ(left.size(), synced.size());
    EXPECT_EQ(left.substr(0, 1024), synced.substr(0, 1024));
    for (std::size_t sector = 1024; sector < 3072; sector += 512) {
      const std::string bytes = left.substr(sector, 512);
      EXPECT_TRUE(bytes == std::string(512, 's') || bytes == std::string(512, 'w'));
    }
    seen.insert(left);
  }
  EXPECT_TRUE(seen.contains(synced));
  EXPECT_TRUE(seen.contains(synced.substr(0, 1024) + written + synced.substr(3072)));
  EXPECT_GT(seen.size(), 4U);
}

TEST(SimulatedFile, keeps_or_loses_a_truncation_and_reads_zeros_where_it_grew_again) {
  DiskFile file;
  file.write(0, std::string(6000, 's'));
  file.sync();
  file.truncate(100);
  std::set<std::size_t> seen;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SeededRandom random(seed);
    seen.insert(file.after_cut(random).now().size());
  }
  EXPECT_EQ(seen, (std::set<std::size_t>{100, 6000}));
  file.write(200, "end");
  EXPECT_EQ(bytes_of_file(file), std::string(100, 's') + std::string(100, '\0') + "end");
}

TEST(SimulatedFile, may_be_there_or_not_until_its_folder_is_synced) {
  DiskState state;
  state.make("/nowhere/new")->sync();
  int kept = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SeededRandom random(seed);
    kept += state.after_cut(random).find("/nowhere/new") != nullptr ? 1 : 0;
  }
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, 50);
  state.sync_folder_of("/nowhere/other");
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SeededRandom random(seed);
    EXPECT_NE(state.after_cut(random).find("/nowhere/new"), nullptr);
  }
}

}  // namespace
}  // namespace kith::support
