// SPDX-License-Identifier: Apache-2.0
#include "store/statement_use.h"

#include "store_fixture.h"

namespace kith::store {
namespace {

constexpr Migration migrations[] = {{"note", 1, "tables", R"sql(
-- record: lines that people wrote
CREATE TABLE note_line(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
-- record, immutable: a word is added once and looked up by its number
CREATE TABLE note_word(id INTEGER PRIMARY KEY, word TEXT NOT NULL);
-- projection: how many lines there are
CREATE TABLE note_count(id INTEGER PRIMARY KEY, lines INTEGER NOT NULL);
CREATE VIEW note_known AS SELECT id FROM kith_person WHERE id IN (SELECT id FROM note_line);
)sql"}};

class StatementUseTest : public testing::Test {
 protected:
  void SetUp() override {
    connection = Connection::open_in_memory().value();
    ASSERT_TRUE(connection.execute(
        "CREATE TABLE person(id INTEGER); CREATE VIEW kith_person AS SELECT id FROM person"));
    ASSERT_TRUE(migrate(connection, migrations, {}));
    tables = tables_of(migrations).value();
  }

  // What it reads and writes: v a view, r or R a record, p or P a projection; or why it is refused.
  std::string use_of(const char* text) {
    const Statement statement{"it", text};
    const Statement* const list[] = {&statement};
    const auto uses = StatementUses::create(connection, {"note", Rights::module}, list, tables);
    if (!uses) {
      return uses.error().message;
    }
    const StatementUse use = *uses->find(statement);
    return std::string(use.reads_view ? "v" : "") + (use.reads_record ? "r" : "") +
           (use.reads_projection ? "p" : "") + (use.writes_record ? "R" : "") +
           (use.writes_projection ? "P" : "");
  }

  Connection connection;
  std::vector<Table> tables;
};

TEST_F(StatementUseTest, tells_records_projections_and_views_apart) {
  EXPECT_EQ(use_of("SELECT lines FROM note_count WHERE id = $id"), "p");
  EXPECT_EQ(use_of("SELECT text FROM note_line WHERE id = $id"), "r");
  EXPECT_EQ(use_of("SELECT count(*) FROM note_line"), "r");
  EXPECT_EQ(use_of("SELECT id FROM kith_person"), "v");
  EXPECT_EQ(use_of("INSERT INTO note_count VALUES($id, $lines)"), "P");
  EXPECT_EQ(use_of("DELETE FROM note_line"), "R");
}

TEST_F(StatementUseTest, sees_what_a_statement_reads_on_the_way) {
  EXPECT_EQ(use_of("UPDATE note_count SET lines = (SELECT count(*) FROM note_line)"), "rP");
  EXPECT_EQ(use_of("INSERT INTO note_line SELECT id, 'a' FROM kith_person"), "vR");
  EXPECT_EQ(use_of("DELETE FROM note_count WHERE EXISTS (SELECT 1 FROM kith_person)"), "vP");
  EXPECT_EQ(use_of("SELECT id FROM note_known"), "vr") << "through a view of its own";
}

TEST_F(StatementUseTest, lets_an_immutable_record_be_read_and_added_to_and_never_changed) {
  EXPECT_EQ(use_of("SELECT word FROM note_word WHERE id = $id"), "");
  EXPECT_EQ(use_of("INSERT INTO note_word VALUES($id, $word)"), "R");
  EXPECT_EQ(use_of("UPDATE note_word SET word = ''"),
            "Statement it of note changes rows of note_word, which is immutable.");
  EXPECT_NE(use_of("DELETE FROM note_word"), "R");
  EXPECT_NE(use_of("INSERT INTO note_word VALUES($id, $word) "
                   "ON CONFLICT(id) DO UPDATE SET word = excluded.word"),
            "R");
}

TEST_F(StatementUseTest, refuses_what_the_owner_may_not_touch) {
  EXPECT_NE(use_of("SELECT id FROM person"), "");
}

}  // namespace
}  // namespace kith::store
