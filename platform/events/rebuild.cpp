// SPDX-License-Identifier: Apache-2.0
#include "events/rebuild.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <unordered_set>

#include "events/handlers.h"
#include "events/holds.h"
#include "events/log_reader.h"
#include "store/migrate.h"

namespace kith::events {
namespace {

constexpr std::size_t events_in_a_run = 4000;

// The rebuilt tables live in the connection's main database and the real file is attached behind
// them, so that an unqualified name means the rebuilt table where there is one and the live record
// everywhere else. Nothing can be written there: neither the module nor this class could.
class Shadow {
 public:
  static Result<Shadow> create(const Rebuild::Input& input);

  Result<std::int64_t> fold(const Rebuild::Input& input);
  Result<std::vector<RebuiltTable>> compare();
  const std::vector<std::string>& tables() const { return tables_; }
  store::Connection& connection() { return *connection_; }
  Sequence up_to() const { return up_to_; }

 private:
  Result<void> finish(Handlers& handlers, RunState& run, store::Session& session);
  Result<void> apply(WriteSet& writes, store::Session& session);
  Result<RebuiltTable> compare(const std::string& table);

  std::unique_ptr<store::Connection> connection_;
  std::vector<std::string> tables_;
  Sequence up_to_ = 0;
  std::unordered_set<Sequence> held_;
};

Result<Shadow> Shadow::create(const Rebuild::Input& input) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::filesystem::remove(input.scratch + suffix);
  }
  Shadow shadow;
  shadow.connection_ = std::make_unique<store::Connection>(
      KITH_TRY(store::Connection::open(input.scratch, store::OpenMode::scratch)));
  store::Connection& connection = *shadow.connection_;
  KITH_CHECK(input.registry->extend(connection));
  KITH_CHECK(connection.execute("PRAGMA synchronous=OFF"));
  for (const Migration& migration : input.module->migrations) {
    KITH_CHECK(connection.execute(std::string(migration.sql)));
  }
  for (const store::Table& table : KITH_TRY(store::tables_of(input.module->migrations))) {
    if (table.kind == store::TableKind::projection) {
      shadow.tables_.push_back(table.name);
    } else {
      KITH_CHECK(connection.execute("DROP TABLE " + table.name));
    }
  }
  KITH_CHECK(connection.attach_read_only(input.path, "live"));
  // One snapshot from here to the end: cursor, held events, log and live rows are of one moment,
  // also while a server goes on writing.
  KITH_CHECK(connection.execute("BEGIN"));
  const std::string name(input.module->name);
  store::Prepared cursor = KITH_TRY(
      connection.prepare("SELECT sequence FROM live.bus_cursor WHERE consumer = $consumer"));
  KITH_CHECK(cursor.bind(1, name));
  shadow.up_to_ = KITH_TRY(cursor.step()) ? cursor.integer(0) : 0;
  store::Prepared held =
      KITH_TRY(connection.prepare("SELECT sequence FROM live.bus_hold WHERE consumer = $consumer"));
  KITH_CHECK(held.bind(1, name));
  while (KITH_TRY(held.step())) {
    shadow.held_.insert(held.integer(0));
  }
  return shadow;
}

Result<std::int64_t> Shadow::fold(const Rebuild::Input& input) {
  const JsonCodec codec;
  store::Connection look =
      KITH_TRY(store::Connection::open(input.path, store::OpenMode::read_only));
  const StatementRules rules = KITH_TRY(StatementRules::create(look, *input.module));
  Handlers handlers(*input.module, codec, rules);
  store::Session session(*connection_, *input.registry);
  LaneMemory memory(input.module->name);
  LogReader log;
  std::int64_t folded = 0;
  for (Sequence done = 0; done < up_to_;) {
    const EventRun events = KITH_TRY(log.after(session, done, events_in_a_run));
    if (events.events.empty()) {
      break;
    }
    ProjectionRows rows;
    std::optional<RunState> run;
    run.emplace(session, codec, rows, memory, Time{});
    for (const store::LoggedEvent* event : events.events) {
      done = event->head.sequence;
      if (done > up_to_) {
        break;
      }
      if (held_.contains(done) || !handlers.wants(*event)) {
        continue;
      }
      const bool is_alone = handlers.is_alone(*event);
      if (is_alone) {
        KITH_CHECK(finish(handlers, *run, session));
        run.emplace(session, codec, rows, memory, Time{});
      }
      KITH_CHECK(handlers.handle(*event, *run, Handle::apply_only));
      ++folded;
      if (is_alone) {
        KITH_CHECK(finish(handlers, *run, session));
        run.emplace(session, codec, rows, memory, Time{});
      }
    }
    KITH_CHECK(finish(handlers, *run, session));
    if (!input.on_progress(std::min(done, up_to_), up_to_)) {
      return fail(ErrorCode::unavailable, "The rebuild was stopped; nothing was changed.");
    }
  }
  return folded;
}

// Stores what was folded; what is folded next reads it from there.
Result<void> Shadow::finish(Handlers& handlers, RunState& run, store::Session& session) {
  KITH_CHECK(handlers.save_rows(run));
  KITH_CHECK(apply(run.writes, session));
  run.rows.forget();
  return {};
}

Result<void> Shadow::apply(WriteSet& writes, store::Session& session) {
  std::vector<Parameter> parameters;
  for (const WriteSet::Step& step : writes.steps()) {
    if (step.kind != WriteSet::Step::Kind::statement) {
      return fail(ErrorCode::internal, "An apply may only change its projections.");
    }
    const WriteSet::QueuedStatement& queued = writes.statement(step.index);
    parameters.clear();
    for (std::size_t place = 0; place < queued.values; ++place) {
      parameters.push_back(writes.parameter(queued, place));
    }
    store::Prepared* prepared = KITH_TRY(session.statements().find(*queued.statement));
    KITH_CHECK(prepared->bind(parameters));
    KITH_CHECK(prepared->run());
  }
  return {};
}

// Every row of a table in one order, as text, so that two tables compare row by row.
Result<store::Prepared> ordered_rows(store::Connection& connection, const std::string& schema,
                                     const std::string& table) {
  store::Prepared columns = KITH_TRY(connection.prepare(
      fmt::format("SELECT name FROM pragma_table_info('{}', '{}')", table, schema)));
  std::string list;
  while (KITH_TRY(columns.step())) {
    list += fmt::format("{}quote({})", list.empty() ? "" : " || ',' || ", columns.text(0));
  }
  return connection.prepare(
      fmt::format("SELECT {} AS row FROM {}.{} ORDER BY row", list, schema, table));
}

Result<std::vector<RebuiltTable>> Shadow::compare() {
  std::vector<RebuiltTable> compared;
  for (const std::string& table : tables_) {
    compared.push_back(KITH_TRY(compare(table)));
  }
  return compared;
}

Result<RebuiltTable> Shadow::compare(const std::string& table) {
  store::Prepared rebuilt = KITH_TRY(ordered_rows(*connection_, "main", table));
  store::Prepared live = KITH_TRY(ordered_rows(*connection_, "live", table));
  RebuiltTable result{.name = table, .is_equal = true};
  while (true) {
    const bool has_rebuilt = KITH_TRY(rebuilt.step());
    const bool has_live = KITH_TRY(live.step());
    if (!has_rebuilt && !has_live) {
      return result;
    }
    const std::string ours(has_rebuilt ? rebuilt.text(0) : "no row");
    const std::string theirs(has_live ? live.text(0) : "no row");
    if (ours != theirs) {
      result.is_equal = false;
      result.first_difference = fmt::format("rebuilt: {}; live: {}", ours, theirs);
      result.rows = KITH_TRY(connection_->number("SELECT count(*) FROM main." + table));
      return result;
    }
    ++result.rows;
  }
}

Result<RebuildReport> report_of(const Rebuild::Input& input, Shadow& shadow) {
  RebuildReport report;
  report.events = KITH_TRY(shadow.fold(input));
  report.up_to = shadow.up_to();
  report.tables = KITH_TRY(shadow.compare());
  return report;
}

Result<void> copy_table(store::Connection& from, store::Transaction& to, const std::string& table) {
  KITH_CHECK(to.connection().execute("DELETE FROM " + table));
  store::Prepared rows = KITH_TRY(from.prepare("SELECT * FROM main." + table));
  std::string places = "?1";
  for (int column = 1; column < rows.columns(); ++column) {
    places += fmt::format(", ?{}", column + 1);
  }
  store::Prepared insert =
      KITH_TRY(to.connection().prepare(fmt::format("INSERT INTO {} VALUES({})", table, places)));
  while (KITH_TRY(rows.step())) {
    for (int column = 0; column < rows.columns(); ++column) {
      KITH_CHECK(insert.bind(column + 1, rows.value(column)));
    }
    KITH_CHECK(insert.run());
  }
  return {};
}

}  // namespace

bool RebuildReport::is_equal() const {
  return std::all_of(tables.begin(), tables.end(),
                     [](const RebuiltTable& table) { return table.is_equal; });
}

Result<RebuildReport> Rebuild::check(const Input& input) {
  Shadow shadow = KITH_TRY(Shadow::create(input));
  return report_of(input, shadow);
}

Result<RebuildReport> Rebuild::replace(const Input& input, store::Writer& writer) {
  Shadow shadow = KITH_TRY(Shadow::create(input));
  RebuildReport report = KITH_TRY(report_of(input, shadow));
  KITH_TRY(
      writer.run(store::Urgency::background, [&](store::Transaction& transaction) -> Result<void> {
        for (const std::string& table : shadow.tables()) {
          KITH_CHECK(copy_table(shadow.connection(), transaction, table));
        }
        return {};
      }));
  return report;
}

}  // namespace kith::events
