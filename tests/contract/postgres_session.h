// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <kith/result.h>

#include "store/dialect.h"

struct pg_conn;

namespace kith::contract {

/// One connection to a PostgreSQL, for one thread. An error's detail holds PostgreSQL's own words.
class PostgresSession {
 public:
  static Result<PostgresSession> open(const std::string& address);

  /// Runs statements whose rows do not matter.
  Result<void> execute(const std::string& sql);
  /// How it would run a statement, a step to a line.
  Result<std::string> plan_of(const std::string& sql);
  /// Prepares a query, and asks whether it takes and gives what our own rows and values hold:
  /// 64-bit numbers, text and bytes. An owner that has bound or read another type would fail later.
  Result<void> prepare(const store::PostgresQuery& query);

 private:
  struct Close {
    void operator()(pg_conn* connection) const;
  };
  explicit PostgresSession(pg_conn* connection) : connection_(connection) {}
  std::unique_ptr<pg_conn, Close> connection_;
};

}  // namespace kith::contract
