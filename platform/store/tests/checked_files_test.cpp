// SPDX-License-Identifier: Apache-2.0
#include "store/checked_files.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <fstream>

#include "store/file_scan.h"
#include "store/page_sums.h"
#include "store/tests/store_fixture.h"

namespace kith::store {
namespace {

using testing::AllOf;
using testing::Ge;
using testing::HasSubstr;
using testing::Le;
using testing::SizeIs;

class CheckedFiles : public StoreFixture {
 protected:
  void add_lines(std::int64_t from, std::int64_t to) {
    ASSERT_TRUE(writer->run(Urgency::person, [&](Transaction& transaction) -> Result<void> {
      for (std::int64_t id = from; id < to; ++id) {
        KITH_CHECK(add(id, std::string(300, 'x'))(transaction));
      }
      return {};
    }));
  }
  void checkpoint() {
    ASSERT_TRUE(writer->connection().execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  }
  // What lies on the disk when the writer's process is killed; `at` is there from then on.
  void leave_log_behind() {
    at = folder.file("killed.db");
    for (const char* ending : {"", "-wal", "-sealed"}) {
      std::filesystem::copy_file(path() + ending, at + ending);
    }
    writer.reset();
  }
  static void flip(const std::string& file, std::int64_t byte, int bit = 3) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(byte);
    const char before = static_cast<char>(stream.get());
    stream.seekp(byte);
    stream.put(static_cast<char>(before ^ (1 << bit)));
  }
  Result<std::int64_t> read_all() const {
    Connection connection = KITH_TRY(Connection::open(at, OpenMode::read_only));
    return connection.number("SELECT sum(length(text)) FROM note_line");
  }
  std::vector<Damage> scan() const {
    FileScan scan = FileScan::open(at).value();
    scan.run();
    return scan.damages();
  }

  std::string at = path();
};

TEST_F(CheckedFiles, refuse_a_page_with_a_flipped_bit_and_name_it) {
  add_lines(0, 500);
  checkpoint();
  writer.reset();
  ASSERT_EQ(read_all().value(), 150'000);
  EXPECT_THAT(scan(), SizeIs(0));
  const auto pages = static_cast<std::int64_t>(std::filesystem::file_size(path())) / page_bytes;
  int refused = 0;
  for (std::int64_t page = 1; page <= pages; ++page) {
    flip(path(), (page - 1) * page_bytes + 77 * page % page_bytes);
    ASSERT_THAT(scan(), SizeIs(1)) << page;
    EXPECT_EQ(scan()[0].page, page);
    const Result<std::int64_t> read = read_all();
    EXPECT_TRUE(!read || *read == 150'000) << page;
    if (!read && page > 1) {
      EXPECT_THAT(read.error().message, HasSubstr("page " + std::to_string(page) + " of kith.db"));
    }
    refused += read ? 0 : 1;
    flip(path(), (page - 1) * page_bytes + 77 * page % page_bytes);
  }
  EXPECT_GT(refused, 40);
  EXPECT_TRUE(read_all());
}

TEST_F(CheckedFiles, find_each_single_bit_of_the_first_page_that_says_whether_pages_have_sums) {
  add_lines(0, 50);
  checkpoint();
  writer.reset();
  for (std::int64_t byte = 0; byte < 100; ++byte) {
    for (int bit = 0; bit < 8; ++bit) {
      flip(path(), byte, bit);
      EXPECT_FALSE(read_all()) << byte << ' ' << bit;
      EXPECT_THAT(scan(), SizeIs(1)) << byte << ' ' << bit;
      flip(path(), byte, bit);
    }
  }
}

TEST_F(CheckedFiles, refuse_a_frame_of_the_log_with_a_flipped_bit_while_it_is_read) {
  add_lines(0, 200);
  ASSERT_EQ(read_all().value(), 60'000);
  const auto frames =
      (static_cast<std::int64_t>(std::filesystem::file_size(path() + "-wal")) - log_head_bytes) /
      frame_bytes;
  int refused = 0;
  for (std::int64_t frame = 1; frame <= frames; ++frame) {
    const std::int64_t byte = frame_offset(frame) + frame_head_bytes + 333 * frame % page_bytes;
    flip(path() + "-wal", byte);
    const Result<std::int64_t> read = read_all();
    EXPECT_TRUE(!read || *read == 60'000) << frame;
    refused += read ? 0 : 1;
    ASSERT_THAT(scan(), SizeIs(1));
    EXPECT_EQ(scan()[0].frame, frame);
    flip(path() + "-wal", byte);
  }
  EXPECT_GT(refused, 10);
  EXPECT_THAT(scan(), SizeIs(0));
}

// SQLite alone takes a frame that does not hold for the end of the log.
TEST_F(CheckedFiles, do_not_forget_what_was_committed_when_a_log_is_recovered) {
  add_lines(0, 20);
  add_lines(20, 40);
  leave_log_behind();
  const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(at + "-wal"));
  for (std::int64_t byte = 0; byte < bytes; byte += 97) {
    flip(at + "-wal", byte);
    EXPECT_FALSE(read_all()) << byte;
    // The next frame is held against the sum of this one.
    EXPECT_THAT(scan(), SizeIs(AllOf(Ge(1U), Le(2U)))) << byte;
    flip(at + "-wal", byte);
  }
  EXPECT_EQ(read_all().value(), 12'000);
  // The control: without the seal the last commit is dropped and nobody is told.
  std::filesystem::remove(at + "-sealed");
  flip(at + "-wal", bytes - 50);
  EXPECT_EQ(read_all().value(), 6'000);
}

TEST_F(CheckedFiles, let_a_log_end_in_what_was_never_committed) {
  add_lines(0, 20);
  leave_log_behind();
  {
    std::ofstream log(at + "-wal", std::ios::binary | std::ios::app);
    log << std::string(2 * frame_bytes + 100, 'x');
  }
  EXPECT_EQ(read_all().value(), 6'000);
  EXPECT_THAT(scan(), SizeIs(0));
}

TEST_F(CheckedFiles, say_that_a_log_is_shorter_than_what_was_acknowledged) {
  add_lines(0, 20);
  add_lines(20, 40);
  leave_log_behind();
  std::filesystem::resize_file(at + "-wal", std::filesystem::file_size(at + "-wal") - frame_bytes);
  const Result<std::int64_t> read = read_all();
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("shorter than what was acknowledged"));
  EXPECT_THAT(scan(), SizeIs(1));
}

// A transaction larger than the memory for it writes pages of the log more than once.
TEST_F(CheckedFiles, bear_a_transaction_that_does_not_fit_into_memory) {
  ASSERT_TRUE(writer->connection().execute("PRAGMA cache_size=10"));
  ASSERT_TRUE(writer->run(Urgency::person, [&](Transaction& transaction) -> Result<void> {
    for (std::int64_t round = 0; round < 3; ++round) {
      for (std::int64_t id = 0; id < 600; ++id) {
        KITH_CHECK(transaction.connection().execute(
            "INSERT INTO note_line VALUES(" + std::to_string((id * 7919) % 601) +
            ", 'first') ON CONFLICT(id) DO UPDATE SET text = text || hex(zeroblob(40))"));
      }
    }
    return {};
  }));
  EXPECT_THAT(scan(), SizeIs(0));
  leave_log_behind();
  EXPECT_GT(read_all().value(), 90'000);
  EXPECT_THAT(scan(), SizeIs(0));
}

class WithoutSums : public testing::Test {
 protected:
  // As an older kith left it.
  void SetUp() override {
    sqlite3* old = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &old), SQLITE_OK);
    const std::string fill =
        "PRAGMA journal_mode=WAL; CREATE TABLE note_line(id INTEGER PRIMARY KEY, text TEXT);"
        "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 900) "
        "INSERT INTO note_line SELECT id, hex(zeroblob(100)) FROM n";
    ASSERT_EQ(sqlite3_exec(old, fill.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(old);
  }
  std::string path() const { return folder_.file("kith.db"); }
  static std::int64_t bytes_in(Connection& connection) {
    return connection.number("SELECT sum(length(text)) FROM note_line").value_or(-1);
  }
  TemporaryFolder folder_;
};

TEST_F(WithoutSums, a_database_is_read_and_written_as_it_is) {
  {
    Connection connection = Connection::open(path(), OpenMode::read_write).value();
    EXPECT_EQ(bytes_in(connection), 180'000);
    EXPECT_TRUE(lacks_page_sums(connection.handle()));
    ASSERT_TRUE(connection.execute("UPDATE note_line SET text = text || 'x'"));
  }
  Connection again = Connection::open(path(), OpenMode::read_only).value();
  EXPECT_EQ(bytes_in(again), 180'900);
  EXPECT_EQ(again.number("SELECT integrity_check = 'ok' FROM pragma_integrity_check(1)"), 1);
}

TEST_F(WithoutSums, a_database_gets_them_when_it_is_migrated) {
  {
    Connection connection = Connection::open(path(), OpenMode::read_write).value();
    ASSERT_TRUE(migrate(connection, store_migrations, {}));
    EXPECT_FALSE(lacks_page_sums(connection.handle()));
    EXPECT_EQ(bytes_in(connection), 180'000);
    EXPECT_EQ(connection.number("SELECT integrity_check = 'ok' FROM pragma_integrity_check(1)"), 1);
  }
  FileScan scan = FileScan::open(path()).value();
  scan.run();
  EXPECT_TRUE(scan.has_sums());
  EXPECT_THAT(scan.damages(), SizeIs(0));
  Connection again = Connection::open(path(), OpenMode::read_only).value();
  EXPECT_EQ(bytes_in(again), 180'000);
}

}  // namespace
}  // namespace kith::store
