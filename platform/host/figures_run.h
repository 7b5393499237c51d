// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/logger.h"
#include "events/bus.h"
#include "insight/figures.h"
#include "insight/measure_list.h"
#include "store/reader_pool.h"
#include "store/writer.h"
#include "text/term_finder.h"

namespace kith::host {

/// What computing the figures of past days came to.
struct ComputedDays {
  std::int64_t computed = 0;  ///< days whose figures were worked out now
  std::int64_t left = 0;      ///< days that are still without
  Time to;                    ///< where the last of the days ends
};

/// Works the figures of each day out once it is over, on a thread of its own, and those of past
/// days when somebody asks. A day's figures and their events are one commit; a day that is there is
/// left alone.
class FiguresRun {
 public:
  /// What it works with; all of it outlives the run.
  struct Services {
    store::Writer& writer;
    store::ReaderPool& readers;
    const events::Bus& bus;
    const Clock& clock;
    const Logger& log;
  };

  /// `modules` outlive it.
  FiguresRun(WorkspaceId workspace, std::span<const Module* const> modules, Services services);
  ~FiguresRun();

  void start();
  void stop();
  /// Works out the oldest day that is due. False when none is, or when it must wait: for modules
  /// that have not heard of everything, and for measures that fail, up to an hour. Any thread.
  bool step();

  /// Works out those of the last `days` days whose figures are not there, in order, a few at a
  /// time. `unavailable` where a module has not heard of everything within seconds, or a measure
  /// fails. Any thread that may wait.
  Result<ComputedDays> compute(std::int64_t days);

  const insight::MeasureList& measures() const { return measures_; }

 private:
  enum class Failing { refused, stale };
  /// A day that waits for what it stands on.
  struct Waiting {
    Sequence mark = 0;  ///< what the modules must have heard of
    Time since;
    Time next_try;
  };

  Result<bool> step_day(Time now);
  Result<std::optional<Time>> next_due(Time now);
  Result<void> check_heard(Sequence mark) const;
  Result<void> wait_until_heard(Sequence mark);
  Result<std::vector<FigureComputed>> figures_of_day(Time to, Failing failing, Sequence mark);
  Result<std::vector<FigureComputed>> figures_of(const insight::ListedMeasure& listed, Time to);
  bool is_behind(const Module* module, Sequence mark) const;
  Result<bool> store(Time to, const std::vector<FigureComputed>& figures);
  void loop();

  const WorkspaceId workspace_;
  const insight::MeasureList measures_;
  const Services services_;
  const text::TextTools texts_;
  const Caller nobody_;  // measures list what was observed, whoever looks at it later

  std::mutex work_mutex_;
  std::optional<Waiting> waiting_;  // of who has work_mutex_
  Time done_until_;                 // of who has work_mutex_
  Duration asked_until_{};          // of who has work_mutex_: on the steady clock
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool is_started_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

std::span<const Statement* const> figures_run_statements();

}  // namespace kith::host
