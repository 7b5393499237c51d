// SPDX-License-Identifier: Apache-2.0
#include "store/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>

#include "base/kill_point.h"
#include "base/out_of_memory.h"
#include "store/held_commits.h"

namespace kith::store {
namespace {

const Error stopped{ErrorCode::unavailable, "kith is stopping. Try again in a moment."};

constexpr int attempts_in_a_long_log = 4;
constexpr int patience_milliseconds = 32;  // for a log that has just become long
constexpr int most_milliseconds = 1'000;

Result<void> taken_back() {
  return fail(ErrorCode::unavailable, "The store failed; nothing was changed.",
              "the transaction was taken back");
}

}  // namespace

Result<void> Transaction::run(const Statement& statement, std::span<const Parameter> parameters) {
  Prepared* prepared = KITH_TRY(session_.statements().find(statement));
  KITH_CHECK(prepared->bind(parameters));
  return prepared->run();
}

Writer::Writer(Settings settings, Connection connection, const StatementRegistry& registry,
               const Clock& clock)
    : settings_(std::move(settings)),
      clock_(clock),
      connection_(std::move(connection)),
      session_(connection_, registry) {
  room_.reserve(1);
}

Result<std::unique_ptr<Writer>> Writer::create(Settings settings, const StatementRegistry& registry,
                                               const Clock& clock) {
  Connection connection = KITH_TRY(Connection::open(settings.path, OpenMode::read_write));
  KITH_CHECK(registry.extend(connection));
  std::unique_ptr<Writer> writer(
      new Writer(std::move(settings), std::move(connection), registry, clock));
  KITH_CHECK(writer->session_.statements().prepare_all());
  writer->log_ = KITH_TRY(Log::open(writer->connection_));
  writer->published_ = writer->log_->last();
  Connection& open = writer->connection_;
  open.count_log_pages(writer->log_pages_);
  writer->begin_ = KITH_TRY(open.prepare("BEGIN IMMEDIATE"));
  writer->commit_ = KITH_TRY(open.prepare("COMMIT"));
  writer->rollback_ = KITH_TRY(open.prepare("ROLLBACK"));
  writer->savepoint_ = KITH_TRY(open.prepare("SAVEPOINT piece"));
  writer->release_ = KITH_TRY(open.prepare("RELEASE piece"));
  writer->roll_back_to_ = KITH_TRY(open.prepare("ROLLBACK TO piece"));
  // SQLite goes on with a file that it could open for reading alone. Not here: a server that takes
  // nothing in is not ready.
  KITH_CHECK(writer->begin_.run());
  KITH_CHECK(writer->rollback_.run());
  return writer;
}

Writer::~Writer() {
  stop();
}

void Writer::start() {
  thread_ = std::thread([this] { loop(); });
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
  std::unique_lock lock(mutex_);
  if (!closed_) {
    closed_ = stopped;
  }
}

void Writer::submit(Urgency urgency, Work work, Done done, std::size_t weight) {
  std::unique_lock lock(mutex_);
  if (closed_ || stopping_) {
    Error refusal = closed_.value_or(stopped);
    lock.unlock();
    done(std::unexpected(std::move(refusal)));
    return;
  }
  queue(urgency).pieces.push_back({std::move(work), std::move(done), weight});
  queue(urgency).weight += weight;
  lock.unlock();
  arrived_.notify_one();
}

Result<Writer::Commit> Writer::run(Urgency urgency, Work work, std::size_t weight) {
  std::promise<Result<Commit>> promise;
  std::future<Result<Commit>> outcome = promise.get_future();
  submit(
      urgency, std::move(work),
      [&promise](Result<Commit> result) { promise.set_value(std::move(result)); }, weight);
  commit_unstarted();
  return outcome.get();
}

void Writer::commit_unstarted() {
  if (!thread_.joinable()) {
    while (commit_waiting()) {
    }
  }
}

bool Writer::commit_waiting() {
  Group group{.pieces = std::move(room_)};
  if (!take(group)) {
    room_ = std::move(group.pieces);
    return false;
  }
  const Duration began = clock_.steady();
  if (is_closed()) {
    refuse_all(group, *closed_);  // which does not change any more
  } else {
    const Log::Mark before = log_->mark();
    settle(group, commit(group), before);
  }
  note_time(group.load, clock_.steady() - began);
  group.pieces.clear();
  room_ = std::move(group.pieces);
  return true;
}

void Writer::loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait(lock, [this] { return !is_nothing_waiting() || stopping_; });
    if (is_nothing_waiting()) {
      return;
    }
    linger(lock);
    lock.unlock();
    const Duration began = clock_.steady();
    commit_waiting();
    survive([this] { begin_long_log_anew(); });
    const Duration ended = clock_.steady();
    longest_group_ = std::max(longest_group_.load(), ended - began);
    lock.lock();
    last_commit_ = ended;
  }
}

// SQLite begins the write-ahead log anew when nobody reads in it, and under load somebody always
// does: it would grow for as long as the load lasts, and each page be looked for in all of it. So
// once it is long, nothing is written until those are done who read in it now; whoever comes
// meanwhile reads the database itself. The longer the log, the longer they are waited for.
void Writer::begin_long_log_anew() {
  const int pages = log_pages_.load();
  if (pages == 0) {
    return;  // the checkpointer has taken the figure; the next commit brings another
  }
  pages_attempted_ = pages < pages_attempted_ ? 0 : pages_attempted_;
  const int more = pages - pages_attempted_;
  if (pages < settings_.long_log || more < settings_.long_log / attempts_in_a_long_log) {
    return;
  }
  pages_attempted_ = pages;
  kill_point("checkpoint.begun");
  const int patience =
      std::min(patience_milliseconds * (pages / settings_.long_log), most_milliseconds);
  for (const std::string& statement :
       {fmt::format("PRAGMA busy_timeout={}", patience),
        std::string("PRAGMA wal_checkpoint(RESTART)"), std::string("PRAGMA busy_timeout=5000")}) {
    const Result<void> done = connection_.execute(statement);
    if (!done && connection_.severity() == Severity::fatal) {
      // A sync that failed must not be tried again.
      close(done.error());
      if (fatal_) {
        fatal_(done.error());
      }
      return;
    }
  }
  kill_point("checkpoint.done");
}

// A piece that comes alone after a pause is committed at once; in a busy time a short wait shares
// one sync between many.
void Writer::linger(std::unique_lock<std::mutex>& lock) {
  const bool was_idle = clock_.steady() - last_commit_ > 2 * settings_.linger;
  if (was_idle || stopping_ || all_waiting_weight() >= settings_.most_per_commit) {
    return;
  }
  arrived_.wait_for(lock, settings_.linger, [this] {
    return all_waiting_weight() >= settings_.most_per_commit || stopping_;
  });
}

bool Writer::is_closed() const {
  const std::lock_guard lock(mutex_);
  return closed_.has_value();
}

Result<void> Writer::commit(Group& group) {
  try {
    return write(group);
  } catch (const std::bad_alloc&) {
    return std::unexpected(out_of_memory());
  }
}

Result<void> Writer::write(Group& group) {
  KITH_CHECK(begin_.run());
  kill_point("commit.begun");
  Transaction transaction(connection_, session_, *log_, clock_.now());
  {
    const HeldCommits held(connection_);
    const Sequence before = log_->last();
    KITH_CHECK(write_pieces(group, transaction));
    if (log_->last() != before) {
      KITH_CHECK(log_->save_head());
    }
  }
  kill_point("commit.written");
  return commit_.run();
}

Result<void> Writer::write_pieces(Group& group, Transaction& transaction) {
  const Log::Mark before = log_->mark();
  group.has_savepoints = group.load.is_waited_for;
  while (group.outcomes.size() < group.pieces.size()) {
    const std::size_t place = group.outcomes.size();
    Result<void> outcome = write_piece(group, place, transaction);
    if (!is_in_transaction(connection_)) {
      return outcome ? taken_back() : outcome;
    }
    if (!outcome && connection_.severity() != Severity::refused) {
      return outcome;
    }
    if (!outcome && place > 0 && !group.has_savepoints) {
      KITH_CHECK(take_back_all(before));
      group.has_savepoints = true;
      group.outcomes.clear();
      continue;
    }
    group.outcomes.push_back(std::move(outcome));
    kill_point("commit.piece");
    if (group.outcomes.size() == group.pieces.size()) {
      take(group);
    }
  }
  return {};
}

// A savepoint has every page that is changed copied, and makes the full-text index write what it
// holds in memory. The first piece needs none: nothing before it in the group must stay.
Result<void> Writer::write_piece(Group& group, std::size_t place, Transaction& transaction) {
  const Log::Mark before = log_->mark();
  const bool has_savepoint = place > 0 && group.has_savepoints;
  if (has_savepoint) {
    KITH_CHECK(savepoint_.run());
  }
  Result<void> outcome = attempt(group.pieces[place], transaction);
  if (!is_in_transaction(connection_)) {
    return outcome;
  }
  if (outcome) {
    return has_savepoint ? release_.run() : Result<void>();
  }
  if (connection_.severity() != Severity::refused) {
    return outcome;
  }
  if (has_savepoint) {
    log_->roll_back(before);
    forget();
    KITH_CHECK(roll_back_to_.run());
    KITH_CHECK(release_.run());
  } else if (place == 0) {
    KITH_CHECK(take_back_all(before));
  }
  return outcome;
}

Result<void> Writer::attempt(Piece& piece, Transaction& transaction) {
  try {
    return piece.work(transaction);
  } catch (const std::bad_alloc&) {
    return std::unexpected(out_of_memory());
  } catch (const std::exception& thrown) {
    return fail(ErrorCode::internal, "kith made a mistake; nothing was changed.",
                fmt::format("exception on the writer: {}", thrown.what()));
  }
}

Result<void> Writer::take_back_all(const Log::Mark& before) {
  log_->roll_back(before);
  forget();
  KITH_CHECK(rollback_.run());
  return begin_.run();
}

void Writer::settle(Group& group, const Result<void>& committed, const Log::Mark& before) {
  if (committed) {
    kill_point("commit.durable");
    ++commits_;
    published_ = log_->last();
    survive([this] { publish(); });
    kill_point("commit.published");
    for (std::size_t place = 0; place < group.pieces.size(); ++place) {
      // An answer for which there is no room costs the others of the group nothing.
      survive([&] {
        Result<void>& outcome = group.outcomes[place];
        group.pieces[place].done(outcome ? Result<Commit>(Commit{published_})
                                         : std::unexpected(std::move(outcome).error()));
      });
      kill_point("commit.answering");
    }
    return;
  }
  const Error& error = committed.error();
  const bool is_fatal = connection_.severity() == Severity::fatal;
  if (is_fatal) {
    close(error);
  }
  log_->roll_back(before);
  forget();
  if (!is_fatal) {
    static_cast<void>(rollback_.run());
  }
  refuse_all(group, error);
  if (is_fatal && fatal_) {
    fatal_(error);
  }
}

// Nothing more is taken.
void Writer::close(const Error& error) {
  const std::lock_guard lock(mutex_);
  closed_ = out_of_memory();
  survive([&] {
    closed_ = Error{ErrorCode::unavailable, "The store failed and kith is stopping.", error.detail};
  });
}

void Writer::publish() {
  std::vector<LoggedEvent> events = log_->take_pending();
  if (publish_ && !events.empty()) {
    publish_(std::move(events));
  }
}

void Writer::refuse_all(Group& group, const Error& error) {
  for (Piece& piece : group.pieces) {
    Error refusal = out_of_memory();
    survive([&] {
      refusal = error.code == ErrorCode::unavailable
                    ? error
                    : Error{ErrorCode::unavailable, "The store failed; nothing was changed.",
                            error.detail};
    });
    survive([&] { piece.done(std::unexpected(std::move(refusal))); });
  }
}

void Writer::forget() {
  connection_.end_statements();
  for (const Forget& each : forget_) {
    each();
  }
}

}  // namespace kith::store
