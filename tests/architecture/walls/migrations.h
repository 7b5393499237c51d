// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "architecture/tree.h"

namespace kith::architecture {

/// Folders of migrations whose files are not 0001_name.sql, 0002_name.sql and so on.
std::vector<Finding> misnumbered_migrations(const Tree& tree);

/// Tables of a migration without a line in the comment right above that says what they are:
/// `-- record: why it must be kept`, `-- record, immutable: why` or `-- projection`, the last with
/// or without a colon and words.
std::vector<Finding> undeclared_tables(const Tree& tree);

/// Tables of a module whose name does not start with the module's, and tables of the platform
/// whose name starts with a module's.
std::vector<Finding> misnamed_tables(const Tree& tree);

}  // namespace kith::architecture
