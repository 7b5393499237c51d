// SPDX-License-Identifier: Apache-2.0
#include "store/statement_use.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/sqlite.h"

namespace kith::store {
namespace {

// Takes down what the statement that is prepared now touches.
class UseNoter final : public TouchListener {
 public:
  explicit UseNoter(std::span<const Table> tables) : tables_(tables) {}

  void touched(Touch touch, std::string_view table) override {
    if (touch == Touch::read_view) {
      use_.reads_view = true;
      return;
    }
    const auto known = std::ranges::find(tables_, table, &Table::name);
    if (known == tables_.end()) {
      return;  // a view of the module's own: what is in it comes by itself
    }
    const bool is_projection = known->kind == TableKind::projection;
    if (touch == Touch::read) {
      use_.reads_record = use_.reads_record || known->kind == TableKind::record;
      use_.reads_projection = use_.reads_projection || is_projection;
      return;
    }
    (is_projection ? use_.writes_projection : use_.writes_record) = true;
    if (touch == Touch::change && known->kind == TableKind::immutable_record) {
      changed_ = known->name;
    }
  }

  const StatementUse& use() const { return use_; }
  // The immutable record whose rows it changes, "" for none.
  const std::string& changed() const { return changed_; }

 private:
  std::span<const Table> tables_;
  StatementUse use_;
  std::string changed_;
};

}  // namespace

Result<StatementUses> StatementUses::create(Connection& connection, const Owner& owner,
                                            std::span<const Statement* const> statements,
                                            std::span<const Table> tables) {
  StatementUses uses;
  for (const Statement* statement : statements) {
    UseNoter noter(tables);
    const AuthorizerScope scope(connection.handle(), owner, statement->text, &noter);
    KITH_TRY(connection.prepare(statement->text));
    if (!noter.changed().empty()) {
      return fail(ErrorCode::invalid,
                  fmt::format("Statement {} of {} changes rows of {}, which is immutable.",
                              statement->name, owner.name, noter.changed()));
    }
    uses.uses_[statement] = noter.use();
  }
  return uses;
}

const StatementUse* StatementUses::find(const Statement& statement) const {
  const auto found = uses_.find(&statement);
  return found == uses_.end() ? nullptr : &found->second;
}

}  // namespace kith::store
