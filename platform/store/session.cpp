// SPDX-License-Identifier: Apache-2.0
#include "store/session.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace kith::store {
namespace {

class PreparedRows final : public Rows {
 public:
  explicit PreparedRows(Prepared& statement) : statement_(statement) {}
  PreparedRows(const PreparedRows&) = delete;
  PreparedRows& operator=(const PreparedRows&) = delete;
  ~PreparedRows() override { statement_.reset(); }

  Result<bool> next() override { return statement_.step(); }
  std::int64_t integer(int column) const override { return statement_.integer(column); }
  std::string_view text(int column) const override { return statement_.text(column); }
  bool is_null(int column) const override { return statement_.is_null(column); }

 private:
  Prepared& statement_;
};

}  // namespace

Result<Prepared*> StatementCache::find(const Statement& statement) {
  if (const auto known = prepared_.find(&statement); known != prepared_.end()) {
    return &known->second;
  }
  const Owner* owner = registry_.owner_of(statement);
  if (owner == nullptr) {
    return fail(ErrorCode::internal, "The store failed.",
                fmt::format("statement {} was never registered", statement.name));
  }
  const AuthorizerScope scope(connection_.handle(), *owner, statement.text);
  Result<Prepared> prepared = connection_.prepare(statement.text);
  if (!prepared) {
    Error error = std::move(prepared).error();
    error.message =
        fmt::format("Statement {} of {} cannot be prepared.", statement.name, owner->name);
    return std::unexpected(std::move(error));
  }
  return &prepared_.emplace(&statement, *std::move(prepared)).first->second;
}

Result<void> StatementCache::prepare_all() {
  for (const StatementRegistry::Entry& entry : registry_.entries()) {
    KITH_TRY(find(*entry.statement));
  }
  // Queries are checked here, but few of them run on the writer: their memory is given back.
  std::erase_if(prepared_, [](const auto& each) { return each.second.is_read_only(); });
  return {};
}

Result<std::unique_ptr<Rows>> Session::query(const Statement& statement,
                                             std::span<const Parameter> parameters) {
  Prepared* prepared = KITH_TRY(statements_.find(statement));
  KITH_CHECK(prepared->bind(parameters));
  return std::make_unique<PreparedRows>(*prepared);
}

SnapshotReader::SnapshotReader(Connection connection, const StatementRegistry& registry,
                               const Clock& clock, Duration longest)
    : connection_(std::move(connection)),
      session_(connection_, registry),
      clock_(clock),
      longest_(longest) {}

Result<std::unique_ptr<SnapshotReader>> SnapshotReader::open(const std::string& path,
                                                             const StatementRegistry& registry,
                                                             const Clock& clock, Duration longest,
                                                             OpenMode mode) {
  Connection connection = KITH_TRY(Connection::open(path, mode));
  KITH_CHECK(registry.extend(connection));
  std::unique_ptr<SnapshotReader> reader(
      new SnapshotReader(std::move(connection), registry, clock, longest));
  reader->begin_ = KITH_TRY(reader->connection_.prepare("BEGIN"));
  reader->end_ = KITH_TRY(reader->connection_.prepare("COMMIT"));
  constexpr int instructions_between_looks = 20'000;
  sqlite3_progress_handler(reader->connection_.handle(), instructions_between_looks, watch,
                           reader.get());
  return reader;
}

Result<void> SnapshotReader::begin() {
  deadline_ = clock_.steady() + longest_;
  return begin_.run();
}

void SnapshotReader::end() {
  if (sqlite3_get_autocommit(connection_.handle()) == 0) {
    static_cast<void>(end_.run());
  }
}

int SnapshotReader::watch(void* self) {
  const auto& reader = *static_cast<SnapshotReader*>(self);
  return reader.clock_.steady() > reader.deadline_ ? 1 : 0;
}

}  // namespace kith::store
