// SPDX-License-Identifier: Apache-2.0
#include "store/wal_vfs.h"

#include <sqlite3.h>

#include "store_fixture.h"

namespace kith::store {
namespace {

class WalVfsTest : public testing::Test {
 protected:
  Connection open(OpenMode mode) { return std::move(*Connection::open(path_, mode)); }
  static std::int64_t rows(Connection& connection) {
    return connection.number("SELECT count(*) FROM line").value_or(-1);
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.file("kith.db");
  const std::string add_ =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
      "INSERT INTO line(text) SELECT hex(randomblob(400)) FROM n";
};

TEST_F(WalVfsTest, every_commit_is_there_for_another_connection_however_it_is_synced) {
  Connection writing = open(OpenMode::read_write);
  ASSERT_TRUE(writing.execute("CREATE TABLE line(id INTEGER PRIMARY KEY, text TEXT)"));
  Connection reading = open(OpenMode::read_only);
  std::int64_t expected = 0;
  for (const char* synchronous : {"FULL", "NORMAL", "OFF"}) {
    ASSERT_TRUE(writing.execute(std::string("PRAGMA synchronous=") + synchronous));
    for (int commit = 0; commit < 5; ++commit) {
      ASSERT_TRUE(writing.execute(add_));
      expected += 200;
      EXPECT_EQ(rows(reading), expected) << synchronous;
      EXPECT_EQ(reading.number("SELECT sum(length(text)) FROM line").value_or(0), expected * 800);
    }
  }
}

TEST_F(WalVfsTest, pages_that_are_spilled_within_a_transaction_are_read_and_written_again) {
  Connection writing = open(OpenMode::read_write);
  ASSERT_TRUE(
      writing.execute("PRAGMA cache_size=10; CREATE TABLE line(id INTEGER PRIMARY KEY, "
                      "text TEXT); CREATE INDEX line_text ON line(text)"));
  ASSERT_TRUE(writing.execute("BEGIN"));
  for (int round = 0; round < 10; ++round) {
    ASSERT_TRUE(writing.execute(add_));
    ASSERT_TRUE(writing.execute("UPDATE line SET text = text || 'x' WHERE id % 7 = 0"));
  }
  EXPECT_EQ(rows(writing), 2000);
  ASSERT_TRUE(writing.execute("SAVEPOINT one; DELETE FROM line; ROLLBACK TO one; COMMIT"));
  Connection reading = open(OpenMode::read_only);
  EXPECT_EQ(rows(reading), 2000);
  Prepared check = *reading.prepare("PRAGMA integrity_check");
  ASSERT_TRUE(check.step().value_or(false));
  EXPECT_EQ(check.text(0), "ok");
}

TEST_F(WalVfsTest, a_log_that_is_begun_anew_behind_a_checkpoint_holds_what_was_committed) {
  Connection writing = open(OpenMode::read_write);
  ASSERT_TRUE(writing.execute("CREATE TABLE line(id INTEGER PRIMARY KEY, text TEXT)"));
  for (int round = 1; round <= 4; ++round) {
    ASSERT_TRUE(writing.execute(add_));
    ASSERT_TRUE(writing.execute(round % 2 == 0 ? "PRAGMA wal_checkpoint(TRUNCATE)"
                                               : "PRAGMA wal_checkpoint(RESTART)"));
    ASSERT_TRUE(writing.execute(add_));
    Connection reading = open(OpenMode::read_only);
    EXPECT_EQ(rows(reading), round * 400);
  }
}

}  // namespace
}  // namespace kith::store
