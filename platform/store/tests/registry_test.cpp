// SPDX-License-Identifier: Apache-2.0
#include "store_fixture.h"

namespace kith::store {
namespace {

class RegistryTest : public StoreFixture {
 protected:
  // Whether a writer starts when a module brings this statement.
  bool starts_with(const Statement& statement) {
    StatementRegistry with;
    const Statement* list[] = {&statement};
    with.add({"note", Rights::module}, list);
    writer.reset();
    return Writer::create({.path = path()}, with, clock).has_value();
  }
};

TEST_F(RegistryTest, lets_a_module_read_and_write_its_own_tables) {
  EXPECT_TRUE(starts_with({"own", "UPDATE note_line SET text = $text WHERE id = $id"}));
}

TEST_F(RegistryTest, stops_start_up_when_a_module_reaches_for_a_foreign_table) {
  EXPECT_FALSE(starts_with({"read", "SELECT body FROM log_event WHERE sequence = $sequence"}));
  EXPECT_FALSE(starts_with({"write", "DELETE FROM log_event WHERE sequence = $sequence"}));
  EXPECT_FALSE(
      starts_with({"mixed", "INSERT INTO note_line SELECT sequence, body FROM log_event"}));
}

TEST_F(RegistryTest, stops_start_up_when_a_module_attaches_changes_settings_or_makes_tables) {
  EXPECT_FALSE(starts_with({"attach", "ATTACH 'other.db' AS other"}));
  EXPECT_FALSE(starts_with({"pragma", "PRAGMA synchronous=OFF"}));
  EXPECT_FALSE(starts_with({"create", "CREATE TABLE note_more(id INTEGER)"}));
}

TEST_F(RegistryTest, lets_a_module_read_shared_nouns_through_views_alone) {
  ASSERT_TRUE(writer->connection().execute(
      "CREATE VIEW kith_event AS SELECT sequence, subject FROM log_event"));
  EXPECT_TRUE(starts_with({"view", "SELECT subject FROM kith_event WHERE sequence = $sequence"}));
  EXPECT_FALSE(starts_with({"view_write", "DELETE FROM kith_event"}));
}

TEST_F(RegistryTest, a_table_that_only_a_view_joins_is_part_of_the_view) {
  ASSERT_TRUE(writer->connection().execute(
      "CREATE VIEW kith_event AS SELECT log_event.sequence AS sequence, type.name AS type "
      "FROM log_event JOIN log_event_type AS type ON type.number = log_event.type "
      "LEFT JOIN log_event AS cause ON cause.sequence = log_event.caused_by"));
  EXPECT_TRUE(starts_with({"joined",
                           "SELECT text FROM note_line WHERE EXISTS (SELECT 1 FROM kith_event "
                           "WHERE kith_event.sequence = note_line.id)"}));
  EXPECT_FALSE(starts_with({"counted", "SELECT count(*) FROM log_event"}));
  EXPECT_FALSE(starts_with({"counted_beside", "SELECT count(*) FROM note_line JOIN log_event"}));
}

TEST_F(RegistryTest, stops_start_up_on_a_statement_that_is_not_sql) {
  EXPECT_FALSE(starts_with({"typo", "SELCT 1"}));
}

TEST_F(RegistryTest, runs_no_statement_that_was_not_registered) {
  constexpr Statement stranger{"stranger", "SELECT 1"};
  auto lease = readers.acquire();
  ASSERT_TRUE(lease);
  EXPECT_FALSE((*lease)->number(stranger));
}

TEST_F(RegistryTest, refuses_parameters_that_the_statement_does_not_have) {
  auto lease = readers.acquire();
  EXPECT_FALSE((*lease)->number(count_lines, {{"id", 1}}));
}

}  // namespace
}  // namespace kith::store
