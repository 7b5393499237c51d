// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>

#include <kith/reader.h>

#include "base/clock.h"
#include "store/registry.h"
#include "store/sqlite.h"

namespace kith::store {

/// The registered statements of one connection, prepared at first use under their owner's rights
/// and kept. Used by one thread at a time.
class StatementCache {
 public:
  /// Both must outlive the cache.
  StatementCache(Connection& connection, const StatementRegistry& registry)
      : connection_(connection), registry_(registry) {}

  Result<Prepared*> find(const Statement& statement);
  /// Prepares every registered statement, so that a wrong or refused one stops start-up.
  Result<void> prepare_all();

 private:
  Connection& connection_;
  const StatementRegistry& registry_;
  std::unordered_map<const Statement*, Prepared> prepared_;
};

/// Runs a query on a connection's cache: the one implementation of kith::Reader.
class Session : public Reader {
 public:
  Session(Connection& connection, const StatementRegistry& registry)
      : statements_(connection, registry) {}

  using Reader::query;
  Result<std::unique_ptr<Rows>> query(const Statement& statement,
                                      std::span<const Parameter> parameters) override;
  StatementCache& statements() { return statements_; }

 private:
  StatementCache statements_;
};

/// A read-only connection with a snapshot that its user opens and closes. A snapshot older than
/// `longest` is interrupted, so that no reader holds the write-ahead log back.
class SnapshotReader {
 public:
  static Result<std::unique_ptr<SnapshotReader>> open(const std::string& path,
                                                      const StatementRegistry& registry,
                                                      const Clock& clock, Duration longest,
                                                      OpenMode mode = OpenMode::read_only);

  Result<void> begin();
  void end();
  Session& session() { return session_; }
  Connection& connection() { return connection_; }

 private:
  SnapshotReader(Connection connection, const StatementRegistry& registry, const Clock& clock,
                 Duration longest);
  static int watch(void* self);

  Connection connection_;
  Session session_;
  const Clock& clock_;
  Duration longest_;
  Duration deadline_{};
  Prepared begin_;
  Prepared end_;
};

}  // namespace kith::store
