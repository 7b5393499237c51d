// SPDX-License-Identifier: Apache-2.0
#include "store_fixture.h"

namespace kith::store {
namespace {

constexpr std::string_view first_sql = "-- projection\nCREATE TABLE note_a(id INTEGER);\n";
constexpr std::string_view second_sql = "-- record: kept\nCREATE TABLE note_b(id INTEGER);\n";
constexpr Migration both[] = {{"note", 1, "a", first_sql}, {"note", 2, "b", second_sql}};

class MigrateTest : public testing::Test {
 protected:
  Connection connection = *Connection::open_in_memory();
};

TEST_F(MigrateTest, runs_each_step_once) {
  EXPECT_EQ(migrate(connection, std::span(both).first(1), {}), 1);
  EXPECT_EQ(migrate(connection, both, {}), 1);
  EXPECT_EQ(migrate(connection, both, {}), 0);
  EXPECT_TRUE(connection.execute("INSERT INTO note_b VALUES(1)"));
}

TEST_F(MigrateTest, refuses_data_of_a_newer_version_in_clear_words) {
  ASSERT_TRUE(migrate(connection, both, {}));
  const auto refused = migrate(connection, std::span(both).first(1), {});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().message.contains("newer kith")) << refused.error().message;
}

TEST_F(MigrateTest, refuses_a_past_step_that_was_edited) {
  ASSERT_TRUE(migrate(connection, both, {}));
  const Migration edited[] = {{"note", 1, "a", second_sql}, both[1]};
  EXPECT_FALSE(migrate(connection, edited, {}));
}

TEST_F(MigrateTest, leaves_nothing_behind_when_a_step_fails) {
  const Migration broken[] = {both[0], {"note", 2, "b", "CREATE NONSENSE"}};
  EXPECT_FALSE(migrate(connection, broken, {}));
  EXPECT_EQ(connection.number("SELECT count(*) FROM sqlite_schema"), 0);
}

TEST_F(MigrateTest, tells_records_from_projections) {
  const auto tables = tables_of(both);
  ASSERT_TRUE(tables);
  ASSERT_EQ(tables->size(), 2U);
  EXPECT_EQ((*tables)[0].kind, TableKind::projection);
  EXPECT_EQ((*tables)[1].kind, TableKind::record);
  constexpr Migration words[] = {
      {"note", 1, "c", "-- record, immutable: each once\nCREATE TABLE note_c(id INTEGER);\n"}};
  EXPECT_EQ(tables_of(words)->at(0).kind, TableKind::immutable_record);
  EXPECT_EQ((*tables)[1].name, "note_b");
}

TEST_F(MigrateTest, refuses_a_table_that_does_not_say_what_it_is) {
  const Migration silent[] = {{"note", 1, "a", "CREATE TABLE note_a(id INTEGER);"}};
  EXPECT_FALSE(migrate(connection, silent, {}));
}

TEST_F(MigrateTest, refuses_a_gap_in_the_numbers) {
  const Migration gap[] = {both[0], {"note", 3, "c", second_sql}};
  EXPECT_FALSE(migrate(connection, gap, {}));
}

}  // namespace
}  // namespace kith::store
