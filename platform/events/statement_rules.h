// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/module.h>

#include "store/statement_use.h"

namespace kith::events {

/// Who asks for a statement.
enum class Asker : std::uint8_t { apply, decide, command, eraser };

/// Holds the statements of one module to what a handler may touch: an apply reads and writes
/// projections, so that a rebuild comes to the same rows; everybody else writes records, because a
/// projection is what was folded. Read by any thread. Refusals are `internal`: the module has a
/// fault, and they say which.
class StatementRules {
 public:
  /// Asks what each statement touches; `connection` has been migrated and may be read-only.
  static Result<StatementRules> create(store::Connection& connection, const Module& module);

  /// Whether an apply may query this.
  Result<void> check_fold(const Statement& statement) const;
  /// Whether what it reads may be kept until a record of the module changes.
  Result<void> check_keep(const Statement& statement) const;
  /// Whether `asker` may queue all statements of `writes` from step `first` on.
  Result<void> check_writes(const WriteSet& writes, std::size_t first, Asker asker) const;

 private:
  StatementRules(std::string module, store::StatementUses uses)
      : module_(std::move(module)), uses_(std::move(uses)) {}
  Result<void> check_write(const Statement& statement, Asker asker) const;
  std::unexpected<Error> refusal(const Statement& statement, Asker asker,
                                 std::string_view what) const;

  std::string module_;
  store::StatementUses uses_;
};

/// A reader that is held to a rule: check_fold for applies and the loading of rows, check_keep for
/// what a decide keeps.
class RuledReader final : public Reader {
 public:
  using Rule = Result<void> (StatementRules::*)(const Statement&) const;

  /// All outlive it.
  RuledReader(Reader& reader, const StatementRules& rules, Rule rule)
      : reader_(reader), rules_(rules), rule_(rule) {}

  using Reader::query;
  Result<std::unique_ptr<Rows>> query(const Statement& statement,
                                      std::span<const Parameter> parameters) override;

 private:
  Reader& reader_;
  const StatementRules& rules_;
  const Rule rule_;
};

}  // namespace kith::events
