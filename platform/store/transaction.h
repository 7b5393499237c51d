// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/log.h"
#include "store/session.h"

namespace kith::store {

/// What a piece of work may do inside the writer's current group: run registered statements, read
/// its own changes, append events. Lives on the writer's thread; never kept.
class Transaction {
 public:
  Transaction(Connection& connection, Session& session, Log& log, Time now)
      : connection_(connection), session_(session), log_(log), now_(now) {}

  /// The one moment at which everything in this group happens.
  Time now() const { return now_; }
  /// Reads that see what this transaction has written.
  Reader& reader() { return session_; }
  Connection& connection() { return connection_; }

  /// A prepared statement to bind and run many times.
  Result<Prepared*> statement(const Statement& statement) {
    return session_.statements().find(statement);
  }
  Result<void> run(const Statement& statement, std::span<const Parameter> parameters);
  Result<void> run(const Statement& statement, Parameters parameters = {}) {
    return run(statement, std::span(parameters.begin(), parameters.size()));
  }
  /// Rows changed by the last statement.
  std::int64_t changes() const { return connection_.changes(); }

  /// Adds an event to the log; it is published after the commit.
  Result<Sequence> append(NewEvent event) { return log_.append(std::move(event), now_); }
  Sequence last_sequence() const { return log_.last(); }

 private:
  Connection& connection_;
  Session& session_;
  Log& log_;
  Time now_;
};

}  // namespace kith::store
