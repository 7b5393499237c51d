// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "store/transaction.h"

namespace kith::store {

/// Which of the writer's queues: a colleague waits for `person`, a network for `arrival` (posts,
/// which may come in faster than anybody can write them), nobody for `background` (imports,
/// rebuilds, retention, what modules make of many events), which comes in pieces of at most 50 ms.
enum class Urgency : std::uint8_t { person, arrival, background };

/// The one place that changes a database. Work is queued from any thread and run on the writer's
/// own, many pieces to a commit. A piece that fails is rolled back alone. When the disk is full or
/// the memory used up, the whole group is rolled back and answered `unavailable`; after an I/O
/// error nothing is tried again: `on_fatal` is called and the process must stop.
///
/// Colleagues' work comes first. While both arrivals and background work wait, each gets half of
/// the writer's time, so that a flood of posts does not keep the modules from working on them.
///
/// What somebody waits for is written in a savepoint each. A group of background work, which hardly
/// ever fails, goes without: there a piece that fails takes back the group, and all of it is
/// written once more, each in its savepoint. Background work must bear being run twice.
class Writer {
 public:
  struct Settings {
    std::string path;
    std::size_t most_per_commit = 1000;  ///< weight that closes a group that people wait for
    /// Weight that closes a group of background work; a person's work closes it at once. Imports
    /// write fewer pages in larger groups.
    std::size_t most_in_background = 4000;
    Duration linger = std::chrono::milliseconds(2);  ///< a busy writer waits so long for company
    int long_log = 32'768;  ///< pages of write-ahead log that are too many, 128 MB
  };

  /// What a committed piece gets to know.
  struct Commit {
    Sequence last = 0;  ///< the newest event of the log at that commit
  };

  /// Runs on the writer's thread; must not block, and must not keep the transaction.
  using Work = std::move_only_function<Result<void>(Transaction&)>;
  /// Told on the writer's thread once the outcome is durable, or why there is none.
  using Done = std::move_only_function<void(Result<Commit>)>;
  /// The events of a commit, in order, on the writer's thread.
  using Publish = std::function<void(std::vector<LoggedEvent>)>;
  using Fatal = std::function<void(const Error&)>;
  /// Called when a group or a piece was rolled back, so that memory kept beside rows is dropped.
  using Forget = std::function<void()>;

  /// Opens the migrated database at `settings.path` and prepares every registered statement.
  static Result<std::unique_ptr<Writer>> create(Settings settings,
                                                const StatementRegistry& registry,
                                                const Clock& clock);
  ~Writer();

  /// Who hears of commits; set before start().
  void on_publish(Publish publish) { publish_ = std::move(publish); }
  void on_fatal(Fatal fatal) { fatal_ = std::move(fatal); }
  void on_rollback(Forget forget) { forget_.push_back(std::move(forget)); }

  void start();
  /// Commits what is queued, refuses what comes later, ends the thread.
  void stop();

  /// Queues work. `weight` is how many messages it writes, about.
  void submit(Urgency urgency, Work work, Done done, std::size_t weight = 1);
  /// Queues work and waits for its outcome. Never from the writer's own thread.
  Result<Commit> run(Urgency urgency, Work work, std::size_t weight = 1);
  /// Commits one group of what waits, on the caller's thread: for the simulation and tests that
  /// never called start(). False when nothing waited.
  bool commit_waiting();

  /// Commits all that waits when the writer was never started: then whoever waits does the work.
  void commit_unstarted();

  /// How many pieces wait now.
  std::size_t waiting() const;
  /// How much of one urgency waits now, about, in messages. Any thread.
  std::size_t waiting_weight(Urgency urgency) const;
  Sequence last_sequence() const { return published_.load(); }
  /// How many groups were committed; counted before whoever waits for one is told. Any thread.
  std::uint64_t commits() const { return commits_.load(); }
  /// How many pages the write-ahead log had after the newest commit; 0 when asked again before the
  /// next one. Any thread.
  int take_log_pages() { return log_pages_.exchange(0); }
  /// The longest that the writer has been taken by one group and what followed it: so long somebody
  /// may have waited for it. Any thread.
  Duration longest_group() const { return longest_group_.load(); }
  Connection& connection() { return connection_; }
  Session& session() { return session_; }

 private:
  struct Piece {
    Work work;
    Done done;
    std::size_t weight = 1;
  };
  struct Queue {
    std::deque<Piece> pieces;
    std::size_t weight = 0;
  };
  struct Group {
    /// What was taken so far.
    struct Load {
      std::size_t weight = 0;
      bool is_waited_for = false;  ///< some of it, by somebody
      bool has_arrivals = false;
      bool has_background = false;
      bool had_to_choose = false;  ///< arrivals and background work both waited
    };
    std::vector<Piece> pieces;
    Load load = {};
    std::vector<Result<void>> outcomes = {};
    bool has_savepoints = false;
  };

  Writer(Settings settings, Connection connection, const StatementRegistry& registry,
         const Clock& clock);
  void loop();
  void linger(std::unique_lock<std::mutex>& lock);
  void begin_long_log_anew();
  void close(const Error& error);
  bool take(Group& group);
  Urgency next_urgency() const;
  bool is_nothing_waiting() const;
  std::size_t all_waiting_weight() const;
  Queue& queue(Urgency urgency) { return queues_[static_cast<std::size_t>(urgency)]; }
  const Queue& queue(Urgency urgency) const { return queues_[static_cast<std::size_t>(urgency)]; }
  bool is_closed() const;
  Result<void> commit(Group& group);
  void note_time(const Group::Load& load, Duration took);
  Result<void> write(Group& group);
  Result<void> write_pieces(Group& group, Transaction& transaction);
  Result<void> write_piece(Group& group, std::size_t place, Transaction& transaction);
  Result<void> attempt(Piece& piece, Transaction& transaction);
  Result<void> take_back_all(const Log::Mark& before);
  void settle(Group& group, const Result<void>& committed, const Log::Mark& before);
  void publish();
  void refuse_all(Group& group, const Error& error);
  void forget();

  Settings settings_;
  const Clock& clock_;
  std::atomic<int> log_pages_ = 0;
  Connection connection_;
  Session session_;
  std::optional<Log> log_;
  Prepared begin_, commit_, rollback_, savepoint_, release_, roll_back_to_;
  Publish publish_;
  Fatal fatal_;
  std::vector<Forget> forget_;
  std::vector<Piece> room_;  ///< for the next group: there is always some for its first piece
  std::atomic<Sequence> published_ = 0;
  std::atomic<std::uint64_t> commits_ = 0;
  std::atomic<Duration> longest_group_{};
  int pages_attempted_ = 0;  // how long the log was when it was last to begin anew

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::array<Queue, 3> queues_;
  /// How much more of the writer's time arrivals had than background work, since both waited.
  Duration arrivals_ahead_{};
  std::optional<Error> closed_;
  bool stopping_ = false;
  Duration last_commit_{};
  std::thread thread_;
};

}  // namespace kith::store
