// SPDX-License-Identifier: Apache-2.0
#include "store/database_copy.h"

#include <gmock/gmock.h>

#include <fstream>

#include "store/tests/store_fixture.h"

namespace kith::store {
namespace {

using testing::HasSubstr;

class DatabaseCopy : public StoreFixture {
 protected:
  void add_lines(std::int64_t from, std::int64_t to) {
    ASSERT_TRUE(writer->run(Urgency::person, [&](Transaction& transaction) -> Result<void> {
      for (std::int64_t id = from; id < to; ++id) {
        KITH_CHECK(add(id, std::string(500, 'x'))(transaction));
      }
      return {};
    }));
  }
  std::string copy() const { return folder.file("copy.db"); }
  std::int64_t lines_in_copy() {
    auto connection = Connection::open(copy(), OpenMode::read_only).value();
    return connection.number("SELECT count(*) FROM note_line").value();
  }
};

TEST_F(DatabaseCopy, is_of_one_moment_while_others_write) {
  add_lines(0, 3'000);
  std::int64_t written = 3'000;
  int told = 0;
  const auto copied = copy_database(path(), copy(), [&](std::int64_t done, std::int64_t total) {
    EXPECT_LE(done, total);
    ++told;
    add_lines(written, written + 50);
    written += 50;
  });
  ASSERT_TRUE(copied) << copied.error().detail;
  EXPECT_GT(told, 0);
  EXPECT_EQ(lines_in_copy(), 3'000);
  const auto report = check_database(copy());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->events, 3'000);
  EXPECT_EQ(report->log_head.size(), 64U);
  EXPECT_FALSE(std::filesystem::exists(copy() + "-wal"));
}

TEST_F(DatabaseCopy, of_a_damaged_or_changed_store_is_refused) {
  add_lines(0, 200);
  ASSERT_TRUE(copy_database(path(), copy(), [](std::int64_t, std::int64_t) {}));
  {
    auto connection = Connection::open(copy(), OpenMode::read_write).value();
    ASSERT_TRUE(
        connection.execute("UPDATE log_event SET body = '{\"size\":2}' WHERE sequence = 77"));
  }
  const auto changed = check_database(copy());
  ASSERT_FALSE(changed);
  EXPECT_THAT(changed.error().message, HasSubstr("event 77"));
  {
    std::fstream file(copy(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4'096 * 3);
    file << std::string(4'096, '\xff');
  }
  const auto damaged = check_database(copy());
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace kith::store
