// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "builtin_modules.h"
#include "support/world.h"

/// What no department may do with the tables of another: asked of the database itself.
namespace kith::support {
namespace {

std::vector<std::string> tables_of(World& world, const Module& module) {
  std::vector<std::string> tables;
  std::string rows =
      world.rows(fmt::format("SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                             "name LIKE '{}\\_%' ESCAPE '\\' ORDER BY name",
                             module.name));
  for (std::size_t end = rows.find('\n'); end != rows.npos; end = rows.find('\n')) {
    tables.push_back(rows.substr(0, end));
    rows.erase(0, end + 1);
  }
  return tables;
}

/// Whether a workspace starts whose module has this statement among its own.
bool may(World& world, const Module& module, const std::string& sql) {
  auto opened = store::Connection::open(world.workspace().path(), store::OpenMode::read_write);
  EXPECT_TRUE(opened) << opened.error().detail;
  const Statement statement{"asked", sql};
  const Statement* const list[] = {&statement};
  store::StatementRegistry registry;
  registry.add({std::string(module.name), store::Rights::module}, list);
  return store::StatementCache(*opened, registry).find(statement).has_value();
}

TEST(ModuleWalls, let_nobody_but_a_department_itself_read_or_change_its_tables) {
  World world;
  int allowed = 0;
  int refused = 0;
  for (const Module* owner : builtin_modules()) {
    const std::vector<std::string> tables = tables_of(world, *owner);
    EXPECT_FALSE(tables.empty()) << owner->name;
    for (const std::string& table : tables) {
      for (const Module* reader : builtin_modules()) {
        const bool is_own = reader == owner;
        for (const std::string& sql :
             {fmt::format("SELECT * FROM {}", table), fmt::format("DELETE FROM {}", table)}) {
          EXPECT_EQ(may(world, *reader, sql), is_own) << reader->name << ": " << sql;
          ++(is_own ? allowed : refused);
        }
      }
    }
  }
  fmt::print("   {} statements on tables of their own allowed, {} on others' refused\n", allowed,
             refused);
}

}  // namespace
}  // namespace kith::support
