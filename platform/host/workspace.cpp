// SPDX-License-Identifier: Apache-2.0
#include "host/workspace.h"

#include <fmt/format.h>

#include <cstring>
#include <filesystem>

#include "base/kill_point.h"
#include "base/out_of_memory.h"
#include "conversation/erase_columns.h"
#include "conversation/outbox.h"
#include "conversation_migrations.h"
#include "events_migrations.h"
#include "host/statements.h"
#include "insight/figure_store.h"
#include "insight_migrations.h"
#include "store/migrate.h"
#include "store_migrations.h"

namespace kith::host {
namespace {

constexpr std::size_t answering_threads = 2;
constexpr std::int64_t interrupted_in_a_piece = 500;

}  // namespace

std::vector<Migration> workspace_migrations(std::span<const Module* const> modules) {
  std::vector<Migration> all;
  const auto add = [&](std::span<const Migration> migrations) {
    all.insert(all.end(), migrations.begin(), migrations.end());
  };
  add(store_migrations);
  add(events_migrations);
  add(conversation_migrations);
  add(insight_migrations);
  for (const Module* module : modules) {
    add(module->migrations);
  }
  return all;
}

Workspace::Workspace(WorkspaceId id, Settings settings, const Services& services)
    : id_(id),
      settings_(std::move(settings)),
      services_(services),
      path_(settings_.folder + "/kith.db"),
      blobs_(settings_.folder + "/blobs") {}

Result<std::unique_ptr<Workspace>> Workspace::open(WorkspaceId id, Settings settings,
                                                   const Services& services) {
  std::unique_ptr<Workspace> workspace(new Workspace(id, std::move(settings), services));
  KITH_CHECK(workspace->open_store());
  KITH_CHECK(workspace->open_parts());
  return workspace;
}

Workspace::~Workspace() {
  stop();
}

Result<void> Workspace::open_store() {
  std::error_code failed;
  std::filesystem::create_directories(settings_.folder, failed);
  if (failed) {
    return fail(ErrorCode::unavailable, "The folder " + settings_.folder + " cannot be made: " +
                                            failed.message() + ". Check its rights.");
  }
  blobs_.remove_unfinished();
  register_workspace_statements(registry_);
  for (const Module* module : services_.modules) {
    registry_.add({std::string(module->name), store::Rights::module}, module->statements);
  }
  {
    store::Connection connection =
        KITH_TRY(store::Connection::open(path_, store::OpenMode::read_write));
    KITH_CHECK(registry_.extend(connection));
    KITH_TRY(
        store::migrate(connection, workspace_migrations(services_.modules), services_.clock.now()));
    KITH_CHECK(
        conversation::check_text_columns(connection, services_.modules, insight::figure_columns()));
    KITH_CHECK(read_or_make_key(connection));
  }
  writer_ = KITH_TRY(store::Writer::create({.path = path_}, registry_, services_.clock));
  KITH_CHECK(writer_->connection().execute(
      fmt::format("PRAGMA cache_size=-{}", settings_.page_bytes / 1024)));
  ring_.start_at(writer_->last_sequence());
  writer_->on_publish([this](std::vector<store::LoggedEvent> events) {
    if (published_) {
      survive([&] { published_(events); });
    }
    ring_.publish(std::move(events));
  });
  readers_ = std::make_unique<store::ReaderPool>(
      store::ReaderPool::Settings{.path = path_, .most = settings_.readers}, registry_,
      services_.clock);
  return {};
}

// The key of the hashes under which foreign ids are known: without it they could be guessed.
Result<void> Workspace::read_or_make_key(store::Connection& connection) {
  store::Prepared read = KITH_TRY(connection.prepare("SELECT hash_key FROM workspace"));
  if (KITH_TRY(read.step())) {
    std::memcpy(hash_key_.data(), read.text(0).data(),
                std::min(hash_key_.size(), read.text(0).size()));
    return {};
  }
  services_.random.fill(hash_key_);
  const std::string_view bytes(reinterpret_cast<const char*>(hash_key_.data()), hash_key_.size());
  store::Prepared make =
      KITH_TRY(connection.prepare("INSERT INTO workspace(id, name, zone, hash_key, created_at) "
                                  "VALUES($id, '', 'UTC', $key, $now)"));
  return make.run({{"id", id_}, {"key", Value::blob(bytes)}, {"now", services_.clock.now()}});
}

Result<void> Workspace::open_parts() {
  mints_ = KITH_TRY(conversation::Mints::open(writer_->connection()));
  writer_->on_rollback([this] { mints_->forget(); });
  verbs_ = std::make_unique<conversation::Verbs>(*mints_, services_.random, services_.members,
                                                 conversation::Verbs::Settings{});
  intake_ = KITH_TRY(intake::Intake::create(
      {*writer_, *mints_, *verbs_, services_.members, post_keys_, hash_key_}));
  indexer_ = KITH_TRY(conversation::SearchIndexer::create({}, *writer_, *readers_, ring_));
  executor_ = std::make_unique<events::PlatformExecutor>(
      *writer_, *readers_, *verbs_, codec_, services_.clock, settings_.most_bytes_of_answers);
  const Logger& log = services_.log;
  const events::LaneServices lanes{
      .path = path_,
      .writer = *writer_,
      .ring = ring_,
      .registry = registry_,
      .clock = services_.clock,
      .verbs = *verbs_,
      .codec = codec_,
      .marks = store::ProcessMarks::open(path_ + "-lanes"),
      .report = [&log, id = id_](std::string_view what, std::string_view module, Sequence event,
                                 std::string_view reason) {
        log.warning(
            what,
            {{"module", module}, {"workspace", id.value}, {"event_id", event}, {"reason", reason}});
      }};
  bus_ = KITH_TRY(events::Bus::create(services_.modules, lanes, settings_.lanes));
  ticker_ = std::make_unique<Ticker>(
      id_, Ticker::Services{*writer_, *readers_, post_keys_, services_.clock});
  figures_ = std::make_unique<FiguresRun>(
      id_, services_.modules,
      FiguresRun::Services{*writer_, *readers_, *bus_, services_.clock, log});
  checkpointer_ = std::make_unique<Checkpointer>(path_, *writer_);
  erasure_ = std::make_unique<ErasureRun>(
      ErasureRun::Settings{
          .path = path_,
          .data = std::filesystem::path(settings_.folder).parent_path().parent_path().string(),
          .workspace = id_,
          .key = hash_key_},
      ErasureRun::Services{*writer_, *readers_, services_.clock, blobs_,
                           [this] { intake_->forget_persons(); }});
  if (services_.pushing) {
    push_ = std::make_unique<PushRun>(
        id_, PushRun::Services{*writer_, *readers_, post_keys_, services_.pushing->client,
                               services_.pushing->sealing, services_.clock, services_.random, log});
  }
  return record_interrupted();
}

Result<void> Workspace::record_interrupted() {
  std::int64_t interrupted = interrupted_in_a_piece;
  while (interrupted == interrupted_in_a_piece) {
    KITH_TRY(
        writer_->run(store::Urgency::person, [&](store::Transaction& transaction) -> Result<void> {
          interrupted =
              KITH_TRY(conversation::record_interrupted(transaction, interrupted_in_a_piece));
          return {};
        }));
  }
  return {};
}

void Workspace::start() {
  is_started_ = true;
  writer_->start();
  executor_->start(answering_threads);
  bus_->start();
  indexer_->start();
  ticker_->start();
  figures_->start();
  erasure_->start();
  checkpointer_->start();
  if (push_) {
    push_->start();
  }
}

void Workspace::stop() {
  if (!std::exchange(is_started_, false)) {
    return;
  }
  if (push_) {
    push_->stop();
  }
  checkpointer_->stop();
  erasure_->stop();
  figures_->stop();
  ticker_->stop();
  indexer_->stop();
  bus_->stop();
  writer_->stop();
  executor_->stop();
  store::Connection& last = writer_->connection();
  kill_point("checkpoint.begun");
  const Result<void> emptied = last.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  kill_point("checkpoint.done");
  if (!emptied && last.severity() == store::Severity::fatal && fatal_) {
    fatal_(emptied.error());
  }
}

void Workspace::on_fatal(const store::Writer::Fatal& fatal) {
  writer_->on_fatal(fatal);
  checkpointer_->on_fatal(fatal);
  fatal_ = fatal;
}

void Workspace::run_until_idle() {
  bool did = true;
  while (did) {
    did = writer_->commit_waiting();
    did = bus_->step() || did;
    did = executor_->step() || did;
    did = ticker_->tick() || did;
    did = erasure_->step() || did;
    did = figures_->step() || did;
    did = (push_ && push_->step()) || did;
    did = indexer_->step().value_or(false) || did;
  }
}

}  // namespace kith::host
