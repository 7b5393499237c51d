// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>

#include "store/migrate.h"
#include "store/registry.h"

namespace kith::store {

/// What one statement of a module touches, through its own views too.
struct StatementUse {
  bool reads_view = false;    ///< one of the platform, `kith_…`
  bool reads_record = false;  ///< of the module, immutable ones aside
  bool reads_projection = false;
  bool writes_record = false;
  bool writes_projection = false;
};

/// What each statement of one module touches, as SQLite's authorizer says it. Made once, at start,
/// then read by any thread.
class StatementUses {
 public:
  /// Prepares every statement on `connection`, which has been migrated and may be read-only.
  /// `tables` are those of the owner. `invalid` when one changes rows of an immutable record.
  static Result<StatementUses> create(Connection& connection, const Owner& owner,
                                      std::span<const Statement* const> statements,
                                      std::span<const Table> tables);

  /// nullptr for a statement that is not the module's.
  const StatementUse* find(const Statement& statement) const;

 private:
  std::unordered_map<const Statement*, StatementUse> uses_;
};

}  // namespace kith::store
