// SPDX-License-Identifier: Apache-2.0
#include "events/statement_rules.h"

#include <fmt/format.h>

namespace kith::events {
namespace {

std::string_view name_of(Asker asker) {
  switch (asker) {
    case Asker::apply: return "an apply";
    case Asker::decide: return "a decide";
    case Asker::command: return "a command";
    case Asker::eraser: return "an eraser";
  }
  return "";
}

}  // namespace

Result<StatementRules> StatementRules::create(store::Connection& connection, const Module& module) {
  const std::vector<store::Table> tables = KITH_TRY(store::tables_of(module.migrations));
  return StatementRules(std::string(module.name),
                        KITH_TRY(store::StatementUses::create(
                            connection, {std::string(module.name), store::Rights::module},
                            module.statements, tables)));
}

Result<void> StatementRules::check_fold(const Statement& statement) const {
  const store::StatementUse* const use = uses_.find(statement);
  if (use == nullptr) {
    return refusal(statement, Asker::apply, "is not in its list");
  }
  if (use->reads_view) {
    return refusal(statement, Asker::apply, "reads a view of the platform");
  }
  return use->reads_record ? refusal(statement, Asker::apply, "reads a record") : Result<void>();
}

Result<void> StatementRules::check_keep(const Statement& statement) const {
  const store::StatementUse* const use = uses_.find(statement);
  if (use != nullptr && !use->reads_view && !use->reads_projection) {
    return {};
  }
  return fail(ErrorCode::internal,
              fmt::format("The statement {} of {} reads more than records; what it reads changes "
                          "unnoticed and may not be kept.",
                          statement.name, module_));
}

Result<void> StatementRules::check_write(const Statement& statement, Asker asker) const {
  const store::StatementUse* const use = uses_.find(statement);
  if (use == nullptr) {
    return refusal(statement, asker, "is not in its list");
  }
  if (asker == Asker::apply) {
    return use->writes_record ? refusal(statement, asker, "writes a record")
                              : check_fold(statement);
  }
  return use->writes_projection ? refusal(statement, asker, "writes a projection") : Result<void>();
}

Result<void> StatementRules::check_writes(const WriteSet& writes, std::size_t first,
                                          Asker asker) const {
  for (const WriteSet::Step& step : writes.steps().subspan(first)) {
    if (step.kind == WriteSet::Step::Kind::statement) {
      KITH_CHECK(check_write(*writes.statement(step.index).statement, asker));
    }
  }
  return {};
}

std::unexpected<Error> StatementRules::refusal(const Statement& statement, Asker asker,
                                               std::string_view what) const {
  return fail(ErrorCode::internal, fmt::format("The statement {} of {} {}; {} may not run it.",
                                               statement.name, module_, what, name_of(asker)));
}

Result<std::unique_ptr<Rows>> RuledReader::query(const Statement& statement,
                                                 std::span<const Parameter> parameters) {
  KITH_CHECK((rules_.*rule_)(statement));
  return reader_.query(statement, parameters);
}

}  // namespace kith::events
