// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <kith/migration.h>
#include <kith/result.h>
#include <kith/time.h>

#include "store/sqlite.h"

namespace kith::store {

/// What a table holds: see kith::Migration.
enum class TableKind { record, immutable_record, projection };

/// One table that a migration declares.
struct Table {
  std::string owner;
  std::string name;
  TableKind kind = TableKind::record;
};

/// The tables that the migrations create, in order. Fails when one of them does not say whether it
/// is a record or a projection, or when the numbers of an owner have a gap.
Result<std::vector<Table>> tables_of(std::span<const Migration> migrations);

/// Brings the database to the newest schema, all steps in one transaction. Refuses a file that a
/// newer kith has written and one whose past steps differ from ours. Returns how many steps ran.
Result<int> migrate(Connection& connection, std::span<const Migration> migrations, Time now);

}  // namespace kith::store
