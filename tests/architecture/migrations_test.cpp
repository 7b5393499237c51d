// SPDX-License-Identifier: Apache-2.0
#include "architecture/walls/migrations.h"

#include <gtest/gtest.h>

namespace kith::architecture {
namespace {

TEST(MigrationWalls, catch_a_gap_in_the_numbers) {
  const Tree tree = tree_of({source("modules/service/migrations/0001_cases.sql", ""),
                             source("modules/service/migrations/0003_clocks.sql", ""),
                             source("platform/store/migrations/0001_log.sql", ""),
                             source("platform/store/migrations/2_more.sql", "")});
  EXPECT_EQ(report(misnumbered_migrations(tree)),
            "modules/service/migrations/0003_clocks.sql: is not number 2\n"
            "platform/store/migrations/2_more.sql: is not number 2\n");
}

TEST(MigrationWalls, catch_a_variant_for_postgresql_of_no_step) {
  const Tree tree = tree_of({source("platform/store/migrations/0001_log.sql", ""),
                             source("platform/store/migrations/0002_more.sql", ""),
                             source("platform/store/migrations/postgres/0002_more.sql", ""),
                             source("platform/store/migrations/postgres/0003_gone.sql", "")});
  EXPECT_EQ(report(misnumbered_migrations(tree)),
            "platform/store/migrations/postgres/0003_gone.sql: is a variant of no step\n");
}

TEST(MigrationWalls, catch_a_table_that_does_not_say_what_it_is) {
  const Tree tree = tree_of({source("modules/service/migrations/0001_cases.sql", R"(
-- SPDX-License-Identifier: Apache-2.0
-- record: what colleagues decided, and
-- whom it was told
CREATE TABLE service_case(id INTEGER PRIMARY KEY);
-- projection
create table if not exists service_count(id INTEGER PRIMARY KEY);
-- projection: found again by a rebuild
CREATE VIRTUAL TABLE service_search USING fts5(body);
-- record, immutable: each word once
CREATE TABLE service_word(id INTEGER PRIMARY KEY);
-- record:
CREATE TABLE service_unsaid(id INTEGER PRIMARY KEY);

CREATE TABLE service_bare(id INTEGER PRIMARY KEY);
CREATE INDEX service_index ON service_bare(id);
)")});
  EXPECT_EQ(report(undeclared_tables(tree)),
            "modules/service/migrations/0001_cases.sql:13: service_unsaid is declared neither a "
            "record nor a projection\n"
            "modules/service/migrations/0001_cases.sql:15: service_bare is declared neither a "
            "record nor a projection\n");
}

TEST(MigrationWalls, catch_a_table_with_a_name_for_another_owner) {
  const Tree tree = tree_of({source("modules/service/migrations/0001_cases.sql",
                                    "CREATE TABLE service_case(\nCREATE TABLE case_clock(\n"),
                             source("platform/store/migrations/0001_log.sql",
                                    "CREATE TABLE log_event(\nCREATE TABLE service_extra(\n")});
  EXPECT_EQ(report(misnamed_tables(tree)),
            "modules/service/migrations/0001_cases.sql:2: case_clock has a name for another owner\n"
            "platform/store/migrations/0001_log.sql:2: service_extra has a name for another "
            "owner\n");
}

}  // namespace
}  // namespace kith::architecture
