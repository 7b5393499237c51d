// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kith/module.h>

#include "store/sqlite.h"

/// What is personal in the database of a workspace, column by column, and what becomes of it when a
/// person is erased. There is no column of text or bytes without an entry: a new one fails a test.
namespace kith::conversation {

/// What an erasure does with a column.
enum class Erasing {
  blanked,  ///< the row stays, the column is emptied
  removed,  ///< the row goes
  kept,     ///< it says nothing of a person
};

/// One entry. Column "*" stands for all columns of the table.
struct ErasedColumn {
  std::string_view table;
  std::string_view column;
  Erasing erasing = Erasing::kept;
  std::string_view reason;  ///< how it is erased, or why it may stay
};

/// The entries of the tables of store, events and conversation.
std::span<const ErasedColumn> erased_columns();

/// The columns of text or bytes in this database that no entry speaks of, as "table.column", and
/// the entries that speak of nothing, as "table.column is not there".
Result<std::vector<std::string>> unspoken_columns(store::Connection& connection,
                                                  std::span<const ErasedColumn> known);

/// Refuses a database with a column that nobody spoke of, and a module with a column of people's
/// that nothing empties: in a record one of its erasers, in a projection an apply of what is
/// erased. `more` is what parts above this one say of their own tables. For start-up, after the
/// migrations.
Result<void> check_text_columns(store::Connection& connection,
                                std::span<const Module* const> modules,
                                std::span<const ErasedColumn> more = {});

}  // namespace kith::conversation
