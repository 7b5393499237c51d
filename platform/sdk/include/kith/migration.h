// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace kith {

/// One step of a schema, compiled in from `migrations/NNNN_name.sql` of its owner. Forward only; a
/// file that has run is never edited. Above each CREATE TABLE stands `-- record: why it must be
/// kept` (people entered it: backed up, never dropped) or `-- projection` (derived from the log:
/// may be rebuilt). A record of rows that are only ever added, and that an apply may read by its
/// key, is `-- record, immutable: why`. One text serves SQLite and PostgreSQL; where it cannot,
/// `migrations/postgres/NNNN_name.sql` holds the other.
struct Migration {
  std::string_view owner;  ///< the part or module; a module's tables start with `<owner>_`
  int number = 0;          ///< 1, 2, 3 … without gaps
  std::string_view name;
  std::string_view sql;
  std::string_view postgres = {};
};

}  // namespace kith
