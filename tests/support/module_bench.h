// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <kith/events.h>
#include <kith/module.h>

#include "base/described_reader.h"
#include "conversation_migrations.h"
#include "events/lane.h"
#include "events/rebuild.h"
#include "events/statements.h"
#include "events_migrations.h"
#include "store/tests/store_fixture.h"
#include "store_migrations.h"
#include "text/term_finder.h"

namespace kith::support {

/// Verbs that are written down instead of carried out. Timers are kept, so that they can fire.
class NotedVerbs final : public events::VerbHandler {
 public:
  Result<std::int64_t> apply(store::Transaction& transaction, const events::Actor& actor,
                             const Verb& verb) override {
    if (const auto* set = std::get_if<ScheduleTimer>(&verb)) {
      timers[set->key] = *set;
    } else if (const auto* cancelled = std::get_if<CancelTimer>(&verb)) {
      timers.erase(cancelled->key);
    } else {
      noted.push_back(verb);
      if (carry_out) {
        carry_out(transaction, actor, verb);
      }
    }
    return 0;
  }

  std::vector<Verb> noted;                      ///< in order; timers aside
  std::map<std::string, ScheduleTimer> timers;  ///< by key
  /// What a verb does beside being noted, as appending the events of the platform's own.
  std::function<void(store::Transaction&, const events::Actor&, const Verb&)> carry_out;
};

/// One module on a real store, log and lane, for its tests: events are told to it, routes are
/// asked, timers fired, and its projections are rebuilt and compared. Time stands still until it is
/// moved; everything runs on the test's thread. A failure of the bench itself throws.
class ModuleBench {
 public:
  static constexpr WorkspaceId workspace{1};

  /// The lane takes at most `most_events` in a run.
  explicit ModuleBench(const Module& module, std::size_t most_events = 4000) : module_(module) {
    // What a module may see: the views, and the tables of the shared nouns behind them.
    const std::span<const Migration> nouns(conversation_migrations);
    const auto nouns_and_views = nouns.first(2);
    auto connection = need(store::Connection::open(path(), store::OpenMode::read_write));
    need(connection.execute(unsynced));
    for (const std::span<const Migration> migrations :
         {std::span<const Migration>(store_migrations),
          std::span<const Migration>(events_migrations), nouns_and_views, module.migrations}) {
      need(store::migrate(connection, migrations, clock.now()));
    }
    const auto members = std::ranges::find(nouns, "members", &Migration::name);
    need(connection.execute(std::string(members->sql)));
    events::register_statements(registry_);
    registry_.add({std::string(module.name), store::Rights::module}, module.statements);
    writer_ = need(store::Writer::create({.path = path()}, registry_, clock));
    execute(unsynced);
    ring_.start_at(0);
    writer_->on_publish([this](std::vector<store::LoggedEvent> events) {
      for (const store::LoggedEvent& event : events) {
        log_.push_back(event);
      }
      ring_.publish(std::move(events));
    });
    reader_ = need(store::SnapshotReader::open(path(), registry_, clock, std::chrono::hours(1)));
    events::LaneSettings settings;
    settings.most_events = most_events;
    settings.surplus_per_second = 1'000'000;
    lane_ = need(events::Lane::create(module,
                                      {.path = path(),
                                       .writer = *writer_,
                                       .ring = ring_,
                                       .registry = registry_,
                                       .clock = clock,
                                       .verbs = verbs,
                                       .codec = codec_},
                                      settings));
  }
  ModuleBench(const ModuleBench&) = delete;
  ModuleBench& operator=(const ModuleBench&) = delete;
  ~ModuleBench() { lane_->stop(); }

  /// Appends an event about `subject` now. The module hears of it when it settles.
  template <class Body>
  void happens(std::int64_t subject, Body body, MemberId actor = {}) {
    happens(Subject{Body::event_noun, subject}, std::move(body), actor);
  }
  template <class Body>
  void happens(Subject subject, Body body, MemberId actor = {}) {
    need(writer_->run(store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
      KITH_TRY(events::append_event(transaction, events::Actor{actor}, subject, body));
      return {};
    }));
  }

  /// Lets the module do all that it has to do.
  void settle() {
    while (lane_->step()) {
    }
  }

  /// Turns each timer that is due into its event, as the platform does.
  void fire_timers() {
    const std::map<std::string, ScheduleTimer> timers = verbs.timers;
    for (const auto& [key, timer] : timers) {
      if (timer.due <= clock.now()) {
        verbs.timers.erase(key);
        happens(timer.subject, TimerFired{std::string(module_.name), key, timer.due});
      }
    }
  }

  /// Runs a statement that no module may: to set the shared nouns up.
  void execute(const std::string& sql) { need(writer_->connection().execute(sql)); }
  std::int64_t number(const std::string& sql) { return need(writer_->connection().number(sql)); }

  /// Every event of one type so far, with its head.
  template <class Body>
  std::vector<std::pair<EventHead, Body>> told() const {
    std::vector<std::pair<EventHead, Body>> found;
    for (const store::LoggedEvent& event : log_) {
      if (event.head.type == Body::event_type) {
        Body body;
        need(codec_.read(event.body, TypeOf<Body>::type, &body));
        found.emplace_back(event.head, std::move(body));
      }
    }
    return found;
  }

  /// A member with these permissions; all of the module's when none are given.
  Caller caller(MemberId member, std::vector<std::string> permissions = {}) const {
    if (permissions.empty()) {
      for (const Permission* each : module_.permissions) {
        permissions.emplace_back(each->name);
      }
    }
    return {.workspace = workspace,
            .member = member,
            .department = module_.department,
            .permissions = std::make_shared<const PermissionSet>(std::move(permissions))};
  }

  /// Lets everything settle, then calls a route as the host does, on the lane, and reads its JSON.
  template <class Output, class Input>
  Result<Output> call(HttpMethod method, std::string_view path, const Input& input,
                      const Caller& caller, std::optional<std::int64_t> revision = {}) {
    Result<events::Answer> answer = fail(ErrorCode::internal, "The route never answered.");
    settle();
    events::Object object(route(method, path).input[0]);
    *static_cast<Input*>(object.get()) = input;
    lane_->execute({.route = &route(method, path),
                    .caller = caller,
                    .input = std::move(object),
                    .expected_revision = revision,
                    .done = [&](Result<events::Answer> given) { answer = std::move(given); }});
    settle();
    if (!answer) {
      return std::unexpected(std::move(answer).error());
    }
    return read_json<Output>(answer->body);
  }

  /// Asks a facet or a measure: `ask([](QueryContext& context) { … })` on a fresh snapshot.
  template <class Question>
  auto ask(Question question) -> decltype(question(std::declval<QueryContext&>())) {
    const Caller asking = caller(MemberId{1});
    need(reader_->begin());
    QueryContext context(asking, reader_->session(), texts_, clock.now());
    auto answer = question(context);
    reader_->end();
    return answer;
  }

  /// "" when a rebuild gives the rows that are there; else what differs.
  std::string rebuild_difference() {
    const events::RebuildReport report =
        need(events::Rebuild::check({.module = &module_,
                                     .path = path(),
                                     .scratch = folder_.file("rebuild.db"),
                                     .registry = &registry_,
                                     .clock = &clock}));
    std::string differences;
    for (const events::RebuiltTable& table : report.tables) {
      if (!table.is_equal) {
        differences += table.name + ": " + table.first_difference + "\n";
      }
    }
    return differences;
  }

  /// Every row of a table as text, in one order.
  std::string rows_of(const std::string& table) {
    std::string columns;
    store::Prepared names =
        need(writer_->connection().prepare("SELECT name FROM pragma_table_info('" + table + "')"));
    while (need(names.step())) {
      columns +=
          (columns.empty() ? "quote(" : " || ' ' || quote(") + std::string(names.text(0)) + ")";
    }
    std::string text;
    store::Prepared rows = need(writer_->connection().prepare(
        "SELECT " + columns + " AS row FROM " + table + " ORDER BY row"));
    while (need(rows.step())) {
      text += std::string(rows.text(0)) + "\n";
    }
    return text;
  }

  /// How SQLite would run a statement, a step to a line.
  std::string plan_of(const Statement& statement) {
    std::string plan;
    store::Prepared rows =
        need(writer_->connection().prepare("EXPLAIN QUERY PLAN " + std::string(statement.text)));
    while (need(rows.step())) {
      plan += std::string(rows.text(3)) + "\n";
    }
    return plan;
  }

  /// Where events are held: how many the module could not handle, and the first reason.
  std::string held() {
    store::Prepared rows = need(
        writer_->connection().prepare("SELECT count(*), coalesce(min(reason), '') FROM bus_hold"));
    need(rows.step());
    return rows.integer(0) == 0
               ? ""
               : std::to_string(rows.integer(0)) + " held: " + std::string(rows.text(1));
  }

  ManualClock clock{Time{1'790'000'000'000'000}};
  NotedVerbs verbs;

 private:
  // Nothing here outlives the process, so nothing waits for the disk.
  static constexpr const char* unsynced = "PRAGMA synchronous=OFF";

  template <class T>
  static T need(Result<T> result) {
    if (!result) {
      throw std::runtime_error(result.error().message + " " + result.error().detail);
    }
    if constexpr (!std::is_void_v<T>) {
      return *std::move(result);
    }
  }

  const Route& route(HttpMethod method, std::string_view path) const {
    for (const Route& each : module_.routes) {
      if (each.method == method && each.path == path) {
        return each;
      }
    }
    throw std::runtime_error("no route " + std::string(path));
  }

  std::string path() const { return folder_.file("kith.db"); }

  const Module& module_;
  store::TemporaryFolder folder_;
  store::StatementRegistry registry_;
  events::JsonCodec codec_;
  const text::TextTools texts_;
  std::unique_ptr<store::Writer> writer_;
  events::EventRing ring_;
  std::vector<store::LoggedEvent> log_;
  std::unique_ptr<store::SnapshotReader> reader_;
  std::shared_ptr<events::Lane> lane_;
};

}  // namespace kith::support
