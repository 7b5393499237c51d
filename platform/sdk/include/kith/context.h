// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/caller.h>
#include <kith/projection.h>

/// What a handler may use, by what it is. The narrower the context, the more the host may do with
/// the handler: an apply is run again in a rebuild, a query on any snapshot.
namespace kith {

/// Answers a question: reads one snapshot as one caller.
class QueryContext {
 public:
  QueryContext(const Caller& caller, Reader& reader, Time now)
      : caller_(caller), reader_(reader), now_(now) {}

  const Caller& caller() const { return caller_; }
  Reader& reader() { return reader_; }
  Time now() const { return now_; }

 private:
  const Caller& caller_;
  Reader& reader_;
  Time now_;
};

/// Folds events into projections, from the event and records only: it has no clock, no chance and
/// no way to send or to emit, so that a rebuild gives the same rows.
class ApplyContext {
 public:
  ApplyContext(Reader& reader, WriteSet& writes, ProjectionRows& rows)
      : reader_(reader), writes_(writes), rows_(rows) {}

  Reader& reader() { return reader_; }

  /// The row of a projection as folded so far, nullptr when there is none.
  template <ProjectionTable Table>
  Result<const typename Table::Row*> find(typename Table::Key key) {
    return rows_.find<Table>(reader_, key);
  }
  /// The row of a projection to change, made when there is none.
  template <ProjectionTable Table>
  Result<typename Table::Row*> edit(typename Table::Key key) {
    return rows_.edit<Table>(reader_, key);
  }
  /// A statement on a projection that is not kept by rows, such as a counter or a set.
  void run(const Statement& statement, Parameters parameters) {
    writes_.run(statement, parameters);
  }

 protected:
  WriteSet& writes() { return writes_; }

 private:
  Reader& reader_;
  WriteSet& writes_;
  ProjectionRows& rows_;
};

/// Decides once what follows from an event: reads clock, policy and text, and answers with events
/// and verbs. It sees the projections with this event already folded in.
class DecideContext {
 public:
  DecideContext(Reader& reader, WriteSet& writes, ProjectionRows& rows, Time now)
      : reader_(reader), writes_(writes), rows_(rows), now_(now) {}

  Reader& reader() { return reader_; }
  Time now() const { return now_; }
  template <ProjectionTable Table>
  Result<const typename Table::Row*> find(typename Table::Key key) {
    return rows_.find<Table>(reader_, key);
  }
  /// A statement on a record of the module.
  void run(const Statement& statement, Parameters parameters) {
    writes_.run(statement, parameters);
  }
  template <class Body>
  void emit(std::int64_t subject, Body body, Visibility visibility = {}) {
    writes_.emit(subject, std::move(body), visibility);
  }
  void apply(Verb verb) { writes_.apply(std::move(verb)); }

 private:
  Reader& reader_;
  WriteSet& writes_;
  ProjectionRows& rows_;
  Time now_;
};

/// Carries out what a caller asked for. Nothing happens unless it returns without an error and the
/// writer accepts the whole write set.
class CommandContext : public QueryContext {
 public:
  CommandContext(const Caller& caller, Reader& reader, WriteSet& writes, Time now,
                 std::optional<std::int64_t> expected_revision)
      : QueryContext(caller, reader, now), writes_(writes), expected_revision_(expected_revision) {}

  /// The revision that the caller's If-Match names: always there for PATCH, PUT and DELETE.
  std::optional<std::int64_t> expected_revision() const { return expected_revision_; }
  void run(const Statement& statement, Parameters parameters) {
    writes_.run(statement, parameters);
  }
  template <class Body>
  void emit(std::int64_t subject, Body body, Visibility visibility = {}) {
    writes_.emit(subject, std::move(body), visibility);
  }
  void apply(Verb verb) { writes_.apply(std::move(verb)); }

 private:
  WriteSet& writes_;
  std::optional<std::int64_t> expected_revision_;
};

}  // namespace kith
