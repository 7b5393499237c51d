// SPDX-License-Identifier: Apache-2.0
#include "events/lane.h"

#include <pthread.h>

#include <fmt/format.h>

#include "base/out_of_memory.h"
#include "events/lane_worker.h"

namespace kith::events {
namespace {

constexpr Duration pause_without_memory = std::chrono::milliseconds(50);

}  // namespace

Lane::Lane(const Module& module, LaneServices services, LaneSettings settings)
    : module_(module), services_(std::move(services)), settings_(settings) {}

Result<std::shared_ptr<Lane>> Lane::create(const Module& module, LaneServices services,
                                           LaneSettings settings) {
  std::shared_ptr<Lane> lane(new Lane(module, std::move(services), settings));
  store::Connection look =
      KITH_TRY(store::Connection::open(lane->services_.path, store::OpenMode::read_only));
  lane->rules_.emplace(KITH_TRY(StatementRules::create(look, module)));
  lane->worker_ = KITH_TRY(lane->make_worker());
  lane->cursor_ = lane->worker_->cursor;
  lane->read_mark();
  return lane;
}

// What the last process was at when it ended, if it did not end as it should.
void Lane::read_mark() {
  if (store::ProcessMark* mark = services_.marks ? services_.marks->find(module_.name) : nullptr) {
    mark_ = mark;
  }
  const Sequence alone = mark_->alone_at.exchange(0);
  const Sequence among_others = mark_->at.exchange(0);
  const Sequence event = alone != 0 ? alone : among_others;
  if (event == 0) {
    return;
  }
  services_.report("module.ended_in", module_.name, event,
                   alone != 0 ? "nobody else was at work" : "among others");
  if (alone == 0 && event > cursor_) {
    trial_until_ = event;
    return;
  }
  worker_->failed[event] = {.reason = "The process ended while the module was at it.",
                            .attempts = (settings_.retry.most_attempts + 1) / 2,
                            .was_fatal = alone != 0};
}

Lane::~Lane() {
  stop();
}

Result<std::shared_ptr<Lane::Worker>> Lane::make_worker() {
  auto worker =
      std::make_shared<Worker>(module_, services_.codec, *rules_, settings_.retry, epoch_.load());
  worker->limit = settings_.most_events;
  worker->reader = KITH_TRY(store::SnapshotReader::open(services_.path, services_.registry,
                                                        services_.clock, 2 * settings_.deadline,
                                                        store::OpenMode::read_only_shared));
  KITH_CHECK(worker->reader->begin());
  worker->cursor = KITH_TRY(read_cursor(worker->reader->session(), module_.name));
  KITH_CHECK(load_holds(*worker));
  worker->reader->end();
  return worker;
}

// In the reader's snapshot.
Result<void> Lane::load_holds(Worker& worker) {
  KITH_CHECK(worker.holds.load(worker.reader->session()));
  held_ = worker.holds.size();
  const bool is_too_much = worker.holds.fatal() >= settings_.most_fatal;
  if (is_too_much && !is_set_aside_.exchange(true)) {
    services_.report("module.set_aside", module_.name, worker.cursor,
                     "the process ended in several of its events");
  } else if (!is_too_much) {
    is_set_aside_ = false;
  }
  return {};
}

void Lane::begin_handler(Sequence event) {
  busy_event_ = event;
  busy_since_ = services_.clock.steady().count();
  (event <= trial_until_ ? mark_->alone_at : mark_->at) = event;
}

void Lane::end_handler() {
  busy_since_ = 0;
  mark_->at = 0;
  mark_->alone_at = 0;
}

void Lane::start() {
  const std::lock_guard lock(mutex_);
  if (!stopping_) {
    start_thread();
  }
}

void Lane::start_thread() {
  is_running_ = true;
  thread_ =
      std::thread([self = shared_from_this(), worker = worker_] { self->run_thread(worker); });
}

void Lane::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  // A handler that hangs is left behind by watch(), which then lets this wait end.
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !is_running_; });
  std::thread ended = std::move(thread_);
  lock.unlock();
  if (ended.joinable()) {
    ended.join();
  }
  const Error stopped{ErrorCode::unavailable, "kith is stopping. Try again in a moment."};
  lock.lock();
  const std::deque<std::shared_ptr<Call>> calls = std::exchange(calls_, {});
  const std::vector<Waiting> waiting = std::exchange(waiting_, {});
  lock.unlock();
  for (const std::shared_ptr<Call>& call : calls) {
    finish(call, std::unexpected(stopped));
  }
  for (const Waiting& each : waiting) {
    finish(each.call, std::unexpected(stopped));
  }
}

void Lane::run_thread(const std::shared_ptr<Worker>& worker) {
  bool goes_on = true;
  while (goes_on && is_current(*worker)) {
    goes_on = step(*worker) ? !must_stop() : wait(*worker);
  }
  {
    const std::lock_guard lock(mutex_);
    if (!is_current(*worker)) {
      --hung_;
      has_news_ = true;
      changed_.notify_all();
      return;
    }
    is_running_ = false;
  }
  changed_.notify_all();
}

bool Lane::must_stop() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

// Whoever steps may abandon the handler that runs, too: then its worker ends here.
bool Lane::step() {
  const std::shared_ptr<Worker> worker = worker_;
  if (!worker) {
    watch();
    return false;
  }
  const bool did = step(*worker);
  if (!is_current(*worker)) {
    --hung_;
  }
  return did;
}

bool Lane::step(Worker& worker) {
  try {
    return work(worker);
  } catch (const std::bad_alloc&) {
    run_out_of_memory(worker);
    return false;
  }
}

// What was under way is lost with its write set, or committed: both are found in the store.
void Lane::run_out_of_memory(Worker& worker) {
  std::shared_ptr<Call> call;
  {
    const std::lock_guard lock(mutex_);
    if (!is_current(worker)) {
      return;
    }
    end_handler();
    call = std::move(current_call_);
  }
  worker.reader->end();
  worker.rows.forget();
  worker.memory.kept.forget();
  worker.must_load_holds = true;
  worker.paused_until = services_.clock.steady() + pause_without_memory;
  if (call) {
    survive([&] { finish(call, std::unexpected(out_of_memory())); });
  }
}

bool Lane::work(Worker& worker) {
  {
    const std::lock_guard lock(mutex_);
    has_news_ = false;
    if (std::exchange(holds_changed_, false)) {
      worker.must_load_holds = true;
    }
  }
  bool did = worker.must_load_holds;
  if (worker.must_load_holds && worker.reader->begin()) {
    worker.must_load_holds = !load_holds(worker);
    worker.reader->end();
  }
  // A thread that was left behind in one of these touches nothing of the lane any more.
  did = run_calls(worker) || did;
  // Without knowing what is held nothing can be handled in its order.
  did = (is_current(worker) && !worker.must_load_holds && run_events(worker)) || did;
  did = (is_current(worker) && retry_held(worker)) || did;
  return (is_current(worker) && give_answers(worker)) || did;
}

// False when the lane stops.
bool Lane::wait(Worker& worker) {
  std::unique_lock lock(mutex_);
  if (stopping_) {
    return false;
  }
  Duration pause = std::chrono::seconds(1);
  const Time now = services_.clock.now();
  if (const std::optional<Time> due = worker.holds.next_due_at(now)) {
    pause = std::clamp<Duration>(*due - now, std::chrono::milliseconds(1), pause);
  }
  const Duration paused = worker.paused_until - services_.clock.steady();
  if (paused > Duration{}) {
    pause = std::min(pause, paused);
  }
  const Duration gathers = worker.gathers_until - services_.clock.steady();
  if (gathers > Duration{}) {
    pause = std::min(pause, gathers);
  }
  changed_.wait_for(lock, pause,
                    [this] { return stopping_ || has_news_ || holds_changed_ || !calls_.empty(); });
  return !stopping_;
}

bool Lane::is_current(const Worker& worker) const {
  return worker.epoch == epoch_.load();
}

void Lane::wake() {
  {
    const std::lock_guard lock(mutex_);
    has_news_ = true;
  }
  changed_.notify_one();
}

void Lane::watch() {
  if (wanted_) {
    replace_worker();
    return;
  }
  const std::int64_t since = busy_since_.load();
  if (since == 0 || services_.clock.steady() - Duration{since} < settings_.deadline) {
    return;
  }
  std::shared_ptr<Call> call;
  std::shared_ptr<Worker> hung;
  bool had_thread = false;
  const Sequence event = busy_event_.load();
  {
    const std::lock_guard lock(mutex_);
    if (busy_since_.load() != since) {
      return;
    }
    ++epoch_;
    ++abandoned_;
    ++hung_;
    end_handler();
    call = std::move(current_call_);
    hung = std::move(worker_);
    if (thread_.joinable()) {
      const sched_param lowest{};
      pthread_setschedparam(thread_.native_handle(), SCHED_IDLE, &lowest);
      thread_.detach();
    }
    had_thread = std::exchange(is_running_, false);
  }
  changed_.notify_all();
  // Its snapshot would hold the write-ahead log back for as long as it hangs.
  hung->reader->connection().interrupt();
  static_cast<void>(hung->reader->connection().execute("ROLLBACK"));
  services_.report("lane.abandoned", module_.name, event, "over its deadline");
  if (hung_ == settings_.most_hung) {
    services_.report("lane.stands_still", module_.name, event, "too many of its threads hang");
  }
  if (call) {
    finish(call,
           fail(ErrorCode::unavailable, fmt::format("The module {} took too long.", module_.name)));
  }
  wanted_ = WantedWorker{.event = event, .has_thread = had_thread};
  replace_worker();
}

// A store that cannot be read now may be in a moment: the next look tries again.
void Lane::replace_worker() {
  Result<std::shared_ptr<Worker>> worker = std::unexpected(out_of_memory());
  survive([&] { worker = make_worker(); });
  const std::lock_guard lock(mutex_);
  if (!worker) {
    services_.report("lane.lost", module_.name, wanted_->event, worker.error().detail);
    return;
  }
  worker_ = *std::move(worker);
  if (wanted_->event != 0) {
    worker_->failed[wanted_->event] = {.reason = "It took longer than a handler may.",
                                       .attempts = (settings_.retry.most_attempts + 1) / 2};
  }
  if (wanted_->has_thread && !stopping_) {
    start_thread();
  }
  wanted_.reset();
}

Result<void> Lane::replay(Sequence sequence) {
  return change_hold(sequence, HoldState::retrying, {});
}

Result<void> Lane::skip(Sequence sequence, MemberId by) {
  return change_hold(sequence, HoldState::skipped, by);
}

Result<void> Lane::change_hold(Sequence sequence, HoldState state, MemberId by) {
  Holds rows{std::string(module_.name)};
  const auto work = [&](store::Transaction& transaction) -> Result<void> {
    KITH_CHECK(rows.load(transaction.reader()));
    for (Hold& hold : rows.list()) {
      if (hold.sequence == sequence) {
        hold.state = state;
        hold.attempts = 0;
        hold.next_attempt_at = transaction.now();
        if (state == HoldState::skipped) {
          KITH_TRY(append_event(
              transaction, {by, sequence, module_.name}, hold.queue.subject.id,
              EventSkipped{.consumer = std::string(module_.name), .skipped = sequence}));
        }
        return save_hold(transaction, module_.name, hold);
      }
    }
    return fail(ErrorCode::not_found,
                fmt::format("Event {} is not held for {}.", sequence, module_.name));
  };
  KITH_TRY(services_.writer.run(store::Urgency::person, work));
  {
    const std::lock_guard lock(mutex_);
    holds_changed_ = true;
  }
  changed_.notify_one();
  return {};
}

}  // namespace kith::events
