// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>

#include "events/handlers.h"
#include "events/holds.h"
#include "events/log_reader.h"
#include "events/run_call.h"
#include "store/process_marks.h"
#include "store/writer.h"

namespace kith::events {

/// What a lane works with; all of it outlives the lane.
struct LaneServices {
  std::string path;  ///< of the workspace's database
  store::Writer& writer;
  EventRing& ring;
  const store::StatementRegistry& registry;
  const Clock& clock;
  VerbHandler& verbs;
  const Codec& codec;
  /// Which event each module is at, for the next process; nullptr: nobody remembers.
  std::shared_ptr<store::ProcessMarks> marks = nullptr;
  /// Told when an event is parked or a handler is abandoned, for the log of the process.
  std::function<void(std::string_view what, std::string_view module, Sequence event,
                     std::string_view reason)>
      report = [](std::string_view, std::string_view, Sequence, std::string_view) {};
};

/// Why an event failed, and how many attempts that counts for.
struct Failure {
  std::string reason;
  int attempts = 1;
  bool was_fatal = false;  ///< the process ended in it, with nobody else at work
};

/// The bounds of one lane; the same for every module.
struct LaneSettings {
  std::size_t most_events = 4000;  ///< in one run
  /// Behind a run of so many events the next one waits until `most_events` are there, or `gather`
  /// has passed: a page that many events change is then written once. Answers do not wait.
  std::size_t busy_run = 250;
  Duration gather = std::chrono::milliseconds(100);
  std::size_t most_bytes = 8 * 1024 * 1024;  ///< of one run's write set
  std::size_t most_steps = 16'000;           ///< of one run's write set, rows not counted
  std::size_t most_rows = 24'000;  ///< of each projection that are kept in memory between runs
  Duration deadline = std::chrono::seconds(10);  ///< for one handler
  /// Events and verbs a second beyond what an event may well lead to; the lane pauses above it.
  std::size_t surplus_per_second = 1000;
  std::size_t most_held = 1000;  ///< events; with more, the rest waits behind the cursor
  std::size_t most_hung = 3;     ///< threads left behind; with as many, the lane stands still
  /// Held events in which the process ended; with as many, the module is set aside.
  std::size_t most_fatal = 2;
  RetryPolicy retry;
};

/// The one worker of a module in a workspace: its calls and its subscribers run here one at a time,
/// each on a snapshot no older than the lane's own last commit, and give back a write set that the
/// writer applies. A handler over its deadline is abandoned: its late write set is refused by
/// epoch, its thread is left alone at idle priority, and a new one goes on, unless several hang:
/// then the lane stands still until one of them ends. A lane without memory answers its call
/// `unavailable`, drops what it keeps of its rows, and goes on after a pause. Held by shared
/// pointers, because an abandoned thread may outlive everybody else.
class Lane final : public Executor, public std::enable_shared_from_this<Lane> {
 public:
  static Result<std::shared_ptr<Lane>> create(const Module& module, LaneServices services,
                                              LaneSettings settings);
  ~Lane() override;

  void start();
  /// Ends the thread after its current handler, unless that hangs past the deadline.
  void stop();
  /// Does what is to do now, on the caller's thread, for the simulation and tests that never
  /// called start(). False when there was nothing.
  bool step();

  void execute(Call call) override;
  /// Abandons a handler that is over its deadline. Called now and then by the bus.
  void watch();
  void wake();

  const Module& module() const { return module_; }
  /// The last event that this lane is done with, or has put aside.
  Sequence cursor() const { return cursor_.load(); }
  std::size_t abandoned() const { return abandoned_.load(); }
  /// Of the abandoned threads, those that have not ended.
  std::size_t hung() const { return hung_.load(); }
  /// The last process ended while this module was at an event that is not handled yet: it is to be
  /// tried while no other module works, so that, if the process ends again, it is known by whom.
  bool is_on_trial() const { return cursor_ < trial_until_ && !is_set_aside_; }
  void end_trial() { trial_until_ = 0; }
  /// The process ended in so many of its events that it does nothing until one of them is replayed
  /// or skipped.
  bool is_set_aside() const { return is_set_aside_.load(); }
  /// Events that are held for it, parked or not.
  std::size_t held() const { return held_.load(); }
  /// Tries a parked event again, or passes it over on the record; `not_found` when it is not held.
  Result<void> replay(Sequence sequence);
  Result<void> skip(Sequence sequence, MemberId by);

 private:
  struct Worker;
  struct Waiting {
    Sequence sequence;
    std::shared_ptr<Call> call;
    Created created;
  };
  struct Outcome;
  /// What comes in place of a worker that was abandoned.
  struct WantedWorker {
    Sequence event = 0;  ///< at which the last one hung, 0: in a call
    bool has_thread = false;
  };

  Lane(const Module& module, LaneServices services, LaneSettings settings);
  Result<std::shared_ptr<Worker>> make_worker();
  void replace_worker();
  void start_thread();
  bool must_stop() const;
  void run_thread(const std::shared_ptr<Worker>& worker);
  bool step(Worker& worker);
  bool work(Worker& worker);
  void run_out_of_memory(Worker& worker);
  bool wait(Worker& worker);
  bool is_current(const Worker& worker) const;
  void read_mark();
  Result<void> load_holds(Worker& worker);
  void begin_handler(Sequence event);
  void end_handler();

  bool run_calls(Worker& worker);
  void run_one(Worker& worker, const std::shared_ptr<Call>& call);
  void commit_call(Worker& worker, const std::shared_ptr<Call>& call, WriteSet& writes);
  void finish(const std::shared_ptr<Call>& call, Result<Answer> answer);
  bool give_answers(Worker& worker);
  std::optional<Waiting> take_ready(const Worker& worker);
  void answer(Worker& worker, const Waiting& ready);

  bool run_events(Worker& worker);
  bool fetch(Worker& worker, EventRun& run);
  Result<void> handle(Worker& worker, const store::LoggedEvent& event, RunState& run,
                      Outcome& outcome);
  bool settle(Worker& worker, RunState& run, Outcome& outcome);
  bool retry_held(Worker& worker);
  bool is_paused(const Worker& worker) const;
  bool is_gathering(const Worker& worker) const;
  bool stands_still(const Worker& worker) const;
  void pace(Worker& worker, std::size_t surplus);
  Result<void> change_hold(Sequence sequence, HoldState state, MemberId by);

  const Module& module_;
  std::optional<const StatementRules> rules_;  ///< there once create() is done
  const LaneServices services_;
  const LaneSettings settings_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Call>> calls_;
  std::vector<Waiting> waiting_;
  std::shared_ptr<Call> current_call_;
  std::shared_ptr<Worker> worker_;
  std::thread thread_;
  std::optional<WantedWorker> wanted_;  ///< of whoever watches; there while one is
  bool stopping_ = false;
  bool is_running_ = false;
  bool has_news_ = false;
  bool holds_changed_ = false;

  std::atomic<std::uint64_t> epoch_ = 1;
  std::atomic<std::int64_t> busy_since_ = 0;  // steady microseconds, 0: no module code runs
  std::atomic<Sequence> busy_event_ = 0;
  std::atomic<Sequence> cursor_ = 0;
  std::atomic<std::size_t> abandoned_ = 0;
  std::atomic<std::size_t> hung_ = 0;  // of the abandoned threads, those that have not ended

  store::ProcessMark unremembered_;
  store::ProcessMark* mark_ = &unremembered_;
  std::atomic<Sequence> trial_until_ = 0;
  std::atomic<bool> is_set_aside_ = false;
  std::atomic<std::size_t> held_ = 0;
};

}  // namespace kith::events
