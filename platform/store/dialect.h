// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/migration.h>
#include <kith/statement.h>

/// SQL is written once, in SQLite's words; here it becomes PostgreSQL's. What neither these few
/// words nor one text for both can say has a text of its own, beside the other.
namespace kith::store {

/// A statement as PostgreSQL takes it.
struct PostgresQuery {
  std::string text;                     ///< parameters are `$1`, `$2` …
  std::vector<std::string> parameters;  ///< the names behind the numbers, without the dollar sign
};

/// False for a statement about what the embedded engine alone has, such as its full-text index: on
/// PostgreSQL it is not prepared, finds nothing and changes nothing.
bool is_for_postgres(const Statement& statement);

/// The statement's own text for PostgreSQL, else the common one, with its parameters numbered in
/// the order of their first appearance.
PostgresQuery postgres_query(const Statement& statement);

/// A step of the schema as PostgreSQL takes it: types by its names, text ordered by bytes as in
/// SQLite whatever the database's language, `INTEGER PRIMARY KEY` counting by itself.
std::string postgres_schema(const Migration& migration);

}  // namespace kith::store
