// SPDX-License-Identifier: Apache-2.0
#include "host/figures_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/out_of_memory.h"
#include "insight/day.h"
#include "insight/figure_store.h"

namespace kith::host {
namespace {

using insight::day;

// A day's last posts are on their way for a while after midnight.
constexpr Duration after_midnight = std::chrono::minutes(5);
constexpr Duration between_figure_looks = std::chrono::seconds(5);
constexpr Duration longest_wait = std::chrono::hours(1);
constexpr Duration longest_asker_waits = std::chrono::seconds(5);
constexpr Duration between_asker_looks = std::chrono::milliseconds(50);
// Whoever has many days worked out asks again for the rest: they come in order.
constexpr Duration before_next_question = std::chrono::seconds(30);
constexpr Duration before_next_try = std::chrono::minutes(1);
constexpr std::int64_t most_days_behind = 31;
constexpr std::int64_t most_days_at_once = 7;

constexpr Statement find_founded{"find_workspace_founded", "SELECT created_at FROM workspace"};

/// The end of the last day whose figures may be worked out.
Time last_end(Time now) {
  return insight::beginning_of_day(now - after_midnight);
}

}  // namespace

std::span<const Statement* const> figures_run_statements() {
  static constexpr const Statement* all[] = {&find_founded};
  return all;
}

FiguresRun::FiguresRun(WorkspaceId workspace, std::span<const Module* const> modules,
                       Services services)
    : workspace_(workspace),
      measures_(modules),
      services_(services),
      nobody_{.workspace = workspace} {}

FiguresRun::~FiguresRun() {
  stop();
}

void FiguresRun::start() {
  {
    const std::lock_guard lock(mutex_);
    is_started_ = true;
  }
  thread_ = std::thread([this] { loop(); });
}

void FiguresRun::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void FiguresRun::loop() {
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, between_figure_looks, [this] { return stopping_; })) {
    lock.unlock();
    survive([this] {
      while (step()) {
      }
    });
    lock.lock();
  }
}

bool FiguresRun::step() {
  const std::lock_guard working(work_mutex_);
  const Time now = services_.clock.now();
  if (services_.clock.steady() < asked_until_ || last_end(now) <= done_until_ ||
      (waiting_ && now < waiting_->next_try)) {
    return false;
  }
  const Result<bool> did = step_day(now);
  if (!did && waiting_) {
    waiting_->next_try = now + before_next_try;
  }
  return did.value_or(false);
}

Result<bool> FiguresRun::step_day(Time now) {
  const std::optional<Time> to = KITH_TRY(next_due(now));
  if (!to) {
    done_until_ = last_end(now);
    waiting_.reset();
    return false;
  }
  if (!waiting_) {
    waiting_ = Waiting{.mark = services_.writer.last_sequence(), .since = now, .next_try = now};
  }
  const bool is_patient = now - waiting_->since < longest_wait;
  if (is_patient && !check_heard(waiting_->mark)) {
    return false;
  }
  const auto figures =
      KITH_TRY(figures_of_day(*to, is_patient ? Failing::refused : Failing::stale, waiting_->mark));
  return store(*to, figures);
}

// The day after the newest that is there; of a workspace without, that in which it was founded.
Result<std::optional<Time>> FiguresRun::next_due(Time now) {
  store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
  const Time last = last_end(now);
  std::optional<Time> newest = KITH_TRY(insight::newest_day(*lease));
  if (!newest) {
    const Time founded{KITH_TRY(lease->number(find_founded)).value_or(now.microseconds)};
    newest = insight::beginning_of_day(founded);
  }
  const Time next = std::max(*newest + day, last - (most_days_behind - 1) * day);
  return next <= last ? std::optional(next) : std::nullopt;
}

bool FiguresRun::is_behind(const Module* module, Sequence mark) const {
  if (module == nullptr) {
    return false;
  }
  const events::Lane* lane = services_.bus.lane(module->name);
  return lane == nullptr || lane->cursor() < mark;
}

Result<void> FiguresRun::check_heard(Sequence mark) const {
  for (const insight::ListedMeasure& each : measures_.all()) {
    if (is_behind(each.module, mark)) {
      return fail(ErrorCode::unavailable,
                  fmt::format("The module {} has not heard of all that happened. Try again soon.",
                              each.module->name));
    }
  }
  return {};
}

Result<std::vector<FigureComputed>> FiguresRun::figures_of(const insight::ListedMeasure& listed,
                                                           Time to) {
  store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
  QueryContext context(nobody_, *lease, texts_, to);
  try {
    return insight::figures_of(*listed.measure,
                               KITH_TRY(insight::observe(*listed.measure, context, to)));
  } catch (const std::exception&) {
    return fail(ErrorCode::internal,
                fmt::format("The measure {} made a mistake.", listed.measure->name));
  }
}

Result<std::vector<FigureComputed>> FiguresRun::figures_of_day(Time to, Failing failing,
                                                               Sequence mark) {
  std::vector<FigureComputed> figures;
  for (const insight::ListedMeasure& each : measures_.all()) {
    Result<std::vector<FigureComputed>> found = figures_of(each, to);
    if (!found) {
      services_.log.warning("figure.failed", {{"workspace", workspace_.value},
                                              {"measure", each.measure->name},
                                              {"reason", found.error().message}});
      if (failing == Failing::refused) {
        return std::unexpected(std::move(found).error());
      }
      found = insight::stale_figures_of(*each.measure, to);
    }
    for (FigureComputed& figure : *found) {
      if (is_behind(each.module, mark)) {
        figure.status = FigureStatus::stale;
      }
      figures.push_back(std::move(figure));
    }
  }
  std::ranges::sort(figures, {}, &FigureComputed::metric);
  return figures;
}

Result<bool> FiguresRun::store(Time to, const std::vector<FigureComputed>& figures) {
  bool is_new = false;
  KITH_TRY(services_.writer.run(
      store::Urgency::background, [&](store::Transaction& transaction) -> Result<void> {
        is_new = KITH_TRY(insight::add_day(transaction, workspace_, to, figures));
        return {};
      }));
  return is_new;
}

// Without its own thread the modules have none either: then nothing comes of waiting.
Result<void> FiguresRun::wait_until_heard(Sequence mark) {
  std::unique_lock lock(mutex_);
  const Duration until = services_.clock.steady() + longest_asker_waits;
  while (is_started_ && !stopping_ && services_.clock.steady() < until && !check_heard(mark)) {
    stopped_.wait_for(lock, between_asker_looks);
  }
  return check_heard(mark);
}

Result<ComputedDays> FiguresRun::compute(std::int64_t days) {
  const std::lock_guard working(work_mutex_);
  const Sequence mark = services_.writer.last_sequence();
  KITH_CHECK(wait_until_heard(mark));
  ComputedDays done{.to = last_end(services_.clock.now())};
  for (std::int64_t back = days - 1; back >= 0; --back) {
    const Time to = done.to - back * day;
    {
      store::ReaderPool::Lease lease = KITH_TRY(services_.readers.acquire());
      if (KITH_TRY(insight::has_day(*lease, to))) {
        continue;
      }
    }
    if (done.computed == most_days_at_once) {
      ++done.left;
      continue;
    }
    KITH_TRY(store(to, KITH_TRY(figures_of_day(to, Failing::refused, mark))));
    ++done.computed;
  }
  asked_until_ = done.left > 0 ? services_.clock.steady() + before_next_question : Duration{};
  return done;
}

}  // namespace kith::host
