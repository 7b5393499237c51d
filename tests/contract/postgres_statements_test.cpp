// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "access/statements.h"
#include "access_migrations.h"
#include "builtin_modules.h"
#include "contract/postgres_server.h"
#include "contract/postgres_session.h"
#include "host/statements.h"
#include "host/workspace.h"
#include "store_migrations.h"
#include "text/query.h"

namespace kith::contract {
namespace {

/// How the statements of one kind of database fare.
struct Count {
  int statements = 0;
  int common = 0;         ///< prepared in the words of both engines
  int variants = 0;       ///< prepared in words of their own
  int embedded_only = 0;  ///< nothing to do on PostgreSQL
};

class PostgresStatements : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto started = PostgresServer::start();
    ASSERT_TRUE(started) << started.error().message << "\n" << started.error().detail;
    server_ = *std::move(started);
  }
  static void TearDownTestSuite() { server_.reset(); }

  void SetUp() override {
    ASSERT_TRUE(server_);
    auto opened = PostgresSession::open(server_->address());
    ASSERT_TRUE(opened) << opened.error().detail;
    session_.emplace(*std::move(opened));
  }

  // What is a file on SQLite is a schema here.
  void make_schema(const std::string& name, std::span<const Migration> migrations) {
    execute("CREATE SCHEMA " + name);
    execute("SET search_path = " + name);
    for (const Migration& migration : migrations) {
      SCOPED_TRACE(fmt::format("{} {:04}_{}", migration.owner, migration.number, migration.name));
      execute(store::postgres_schema(migration));
    }
  }

  void execute(const std::string& sql) {
    const Result<void> done = session_->execute(sql);
    EXPECT_TRUE(done) << done.error().detail << sql;
  }

  void prepare_all(const char* kind, const store::StatementRegistry& registry) {
    Count count;
    for (const store::StatementRegistry::Entry& entry : registry.entries()) {
      const Statement& statement = *entry.statement;
      ++count.statements;
      if (!store::is_for_postgres(statement)) {
        ++count.embedded_only;
        std::cout << "embedded only: " << statement.name << " " << statement.postgres << "\n";
        continue;
      }
      ++(statement.postgres.empty() ? count.common : count.variants);
      const store::PostgresQuery query = store::postgres_query(statement);
      const Result<void> prepared = session_->prepare(query);
      EXPECT_TRUE(prepared) << entry.owner->name << ", " << statement.name << ": "
                            << prepared.error().detail << "\n"
                            << query.text;
    }
    EXPECT_GT(count.common, count.variants);
    std::cout << fmt::format(
        "{}: {} statements, {} prepared as they are, {} with a variant, {} embedded only\n", kind,
        count.statements, count.common, count.variants, count.embedded_only);
  }

  std::optional<PostgresSession> session_;

 private:
  static inline std::unique_ptr<PostgresServer> server_;
};

TEST_F(PostgresStatements, of_a_workspace_are_all_taken) {
  make_schema("workspace_all", host::workspace_migrations(builtin_modules()));
  store::StatementRegistry registry;
  host::register_workspace_statements(registry);
  for (const Module* module : builtin_modules()) {
    registry.add({std::string(module->name), store::Rights::module}, module->statements);
  }
  prepare_all("workspace", registry);
}

TEST_F(PostgresStatements, of_the_servers_own_data_are_all_taken) {
  std::vector<Migration> migrations(std::begin(store_migrations), std::end(store_migrations));
  migrations.insert(migrations.end(), std::begin(access_migrations), std::end(access_migrations));
  make_schema("server_all", migrations);
  store::StatementRegistry registry;
  access::register_statements(registry);
  prepare_all("server", registry);
}

// find_search_hits and the schema name the same expression, or it would read every message.
TEST_F(PostgresStatements, that_search_run_along_the_index_of_the_schema) {
  make_schema("workspace_search", host::workspace_migrations(builtin_modules()));
  store::StatementRegistry registry;
  host::register_workspace_statements(registry);
  const auto hits = std::ranges::find_if(registry.entries(), [](const auto& entry) {
    return entry.statement->name == "find_search_hits";
  });
  ASSERT_NE(hits, registry.entries().end());
  execute("PREPARE hits AS " + store::postgres_query(*hits->statement).text);
  execute("SET enable_seqscan = off");
  execute("ALTER TABLE message DROP CONSTRAINT message_pkey");
  const std::string match =
      text::to_fts5(text::parse_query("refu* OR money \"too late\" -spam").value(), "text");
  const Result<std::string> plan =
      session_->plan_of("EXECUTE hits('" + match + " AND \"tags\" : (\"c1\")', 1, 100)");
  ASSERT_TRUE(plan) << plan.error().detail;
  EXPECT_THAT(*plan, testing::HasSubstr("Bitmap Index Scan on message_search")) << match;
  EXPECT_THAT(*plan, testing::HasSubstr("( ''refu'':* | ''money'' ) & ''too'' <-> ''late'' "
                                        "& !''spam'' & ''c1''"))
      << match;
}

TEST_F(PostgresStatements, are_refused_with_the_engines_own_words) {
  const auto refusal = [&](std::string_view sql) {
    const Result<void> prepared = session_->prepare(store::postgres_query({"bad", sql}));
    return prepared ? std::string() : prepared.error().detail;
  };
  EXPECT_THAT(refusal("SELECT id FROM nowhere"), testing::HasSubstr("\"nowhere\" does not exist"));
  EXPECT_THAT(refusal("SELECT CASE WHEN $due > 0 THEN 1 ELSE 0 END"),
              testing::HasSubstr("$due is of type 23"));
  EXPECT_THAT(refusal("SELECT 1 = 1 AS equal"), testing::HasSubstr("column equal is of type 16"));
  EXPECT_EQ(refusal("SELECT 1"), "");
}

}  // namespace
}  // namespace kith::contract
