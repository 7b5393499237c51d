// SPDX-License-Identifier: Apache-2.0
// What may happen in one step of a run. Each act says what it was, for the trace.
#include <fmt/format.h>

#include <utility>

#include "events/rebuild.h"
#include "journal_module.h"
#include "kept_copy.h"
#include "run.h"
#include "support/need.h"

namespace kith::simulation {
namespace {

using support::DiskCall;
using support::DiskError;
using support::FaultLasts;
using support::need;

// Repeated requests are known for a day: the clock goes on by less than that in a run.
constexpr Duration longest_run = std::chrono::hours(20);

std::string done_or_not(bool did) {
  return did ? "done" : "nothing to do";
}

}  // namespace

std::string Run::commit() {
  std::int64_t groups = 0;
  while (house_.workspace().writer().commit_waiting() && chance_.one_in(2)) {
    ++groups;
  }
  return fmt::format("{} groups more", groups);
}

std::string Run::answer() {
  return done_or_not(house_.workspace().executor().step());
}

// What a colleague sees of the lanes is what the store holds.
std::string Run::look_at_lanes() {
  auto lease = need(house_.workspace().readers().acquire());
  constexpr std::int64_t most = 1000;
  const auto held = need(events::held_events(*lease, most));
  const std::int64_t there = need(house_.look().number("SELECT count(*) FROM bus_hold"));
  const auto known = need(events::absent_consumers(*lease, {}));
  hold(std::cmp_equal(held.size(), std::min(there, most)) && known.size() <= 2
           ? ""
           : fmt::format("{} held events are shown of {}\n", held.size(), there));
  return fmt::format("{} held", held.size());
}

std::string Run::step_lane() {
  const auto lanes = house_.workspace().bus().lanes();
  const auto place =
      static_cast<std::size_t>(chance_.below(static_cast<std::int64_t>(lanes.size())));
  const bool did = lanes[place]->step();
  return fmt::format("{} is at {}, {}", lanes[place]->module().name, lanes[place]->cursor(),
                     done_or_not(did));
}

std::string Run::tick() {
  house_.workspace().do_what_is_due();
  return "";
}

std::string Run::index() {
  return done_or_not(house_.workspace().indexer().step().value_or(false));
}

std::string Run::erase_on() {
  if (chance_.one_in(8)) {
    house_.workspace().erasure().clean_files_now();
  }
  return done_or_not(house_.workspace().erasure().step());
}

std::string Run::push() {
  return done_or_not(house_.workspace().push()->step());
}

std::string Run::checkpoint() {
  Result<store::Connection> connection =
      store::Connection::open(house_.path(), store::OpenMode::read_write);
  if (!connection) {
    return "not possible";
  }
  return done_or_not(connection
                         ->execute(chance_.one_in(2) ? "PRAGMA wal_checkpoint(PASSIVE)"
                                                     : "PRAGMA wal_checkpoint(TRUNCATE)")
                         .has_value());
}

std::string Run::work_figures_out() {
  return done_or_not(house_.workspace().figures().step());
}

// A colleague has a parked event tried again, or passes it over.
std::string Run::hold_parked_up() {
  store::Prepared held = need(house_.look().prepare(
      "SELECT sequence FROM bus_hold WHERE consumer = 'journal' AND state = 'parked' LIMIT 1"));
  const Sequence sequence = need(held.step()) ? held.integer(0) : 0;
  held.reset();
  if (sequence == 0) {
    return "";
  }
  events::Lane& lane = *house_.workspace().bus().lane("journal");
  const bool is_skipped = chance_.one_in(3);
  const Result<void> changed = is_skipped ? lane.skip(sequence, {1}) : lane.replay(sequence);
  return fmt::format("{} {} {}", sequence, is_skipped ? "skipped" : "replayed",
                     done_or_not(changed.has_value()));
}

std::string Run::carry_pushed() {
  return network_.step(chance_);
}

std::string Run::take_pulled() {
  carrier_.take();
  return "";
}

std::string Run::carry_pulled() {
  return carrier_.carry(chance_);
}

std::string Run::look_replies_up() {
  carrier_.look_up();
  return "";
}

std::string Run::let_time_pass() {
  const Duration span = chance_.one_in(6) ? Duration(std::chrono::minutes(1 + chance_.below(20)))
                                          : std::chrono::milliseconds(50 + chance_.below(5000));
  if (forward_ + span < longest_run) {
    forward_ += span;
    house_.clock().pass(span);
  }
  return fmt::format("{} ms", span.count() / 1000);
}

std::string Run::set_clock() {
  const Duration span = std::chrono::minutes(chance_.below(600) - 300);
  if (span < Duration{} || forward_ + span < longest_run) {
    forward_ += std::max(span, Duration{});
    house_.clock().jump(span);
  }
  return fmt::format("by {} s", span.count() / 1'000'000);
}

std::string Run::break_journal() {
  using journal::Misdeed;
  constexpr Misdeed misdeeds[] = {Misdeed::fail_fold,   Misdeed::fail_decide, Misdeed::throw_up,
                                  Misdeed::break_write, Misdeed::hang,        Misdeed::overstep,
                                  Misdeed::run_out};
  journal::orders.misdeed = misdeeds[chance_.below(7)];
  journal::orders.divisor = 1 + chance_.below(4);
  journal::orders.remainder = chance_.below(journal::orders.divisor);
  journal::orders.while_hanging = [this] {
    house_.clock().pass(std::chrono::seconds(11));
    house_.workspace().bus().lane("journal")->watch();
  };
  return fmt::format("in way {}, {} of {}", static_cast<int>(journal::orders.misdeed),
                     journal::orders.remainder, journal::orders.divisor);
}

std::string Run::mend_journal() {
  journal::orders.misdeed = journal::Misdeed::none;
  return "";
}

// A write that fails may be half there; a sync that fails leaves everything open.
std::string Run::break_disk() {
  const DiskCall call = chance_.one_in(2) ? DiskCall::sync : DiskCall::write;
  const std::int64_t at = 1 + chance_.below(call == DiskCall::sync ? 3 : 24);
  house_.disk().plan({.call = call,
                      .at = at,
                      .lasts = chance_.one_in(2) ? FaultLasts::once : FaultLasts::from_then_on});
  return fmt::format("call {} number {}", static_cast<int>(call), at);
}

std::string Run::fill_disk() {
  const std::int64_t at = 1 + chance_.below(24);
  house_.disk().plan({.call = DiskCall::write,
                      .at = at,
                      .error = DiskError::disk_full,
                      .lasts = FaultLasts::from_then_on});
  return fmt::format("write {}", at);
}

// Whoever looks reads too, so that the fault is over before anybody does.
std::string Run::break_read() {
  constexpr DiskCall calls[] = {DiskCall::read, DiskCall::open, DiskCall::share};
  house_.disk().plan({.call = calls[chance_.below(3)], .at = 1 + chance_.below(12)});
  std::string said;
  switch (chance_.below(5)) {
    case 0: said = commit(); break;
    case 1: said = step_lane(); break;
    case 2: said = index(); break;
    case 3: said = tick(); break;
    default: said = erase_on(); break;
  }
  outcome_.disk_faults += house_.disk().has_failed() ? 1 : 0;
  house_.disk().mend();
  return said;
}

std::string Run::mend_disk() {
  outcome_.disk_faults += house_.disk().has_failed() ? 1 : 0;
  house_.disk().mend();
  return "";
}

std::string Run::cut_power() {
  end_process(End::power_lost);
  return "";
}

std::string Run::kill() {
  end_process(End::killed);
  return "";
}

std::string Run::end_in_order() {
  end_process(End::in_order);
  return "";
}

// What is kept of a house is looked at seldom: it is files on the system's disk.
std::string Run::back_up() {
  if (!chance_.one_in(20)) {
    return "";
  }
  hold(check_kept_copy(house_, outcome_.events));
  return "looked at";
}

void Run::check_rebuilds() {
  host::Workspace& workspace = house_.workspace();
  for (const std::shared_ptr<events::Lane>& lane : workspace.bus().lanes()) {
    const events::Rebuild::Input input{.module = &lane->module(),
                                       .path = house_.path(),
                                       .scratch = house_.scratch_on_disk(),
                                       .registry = &workspace.registry(),
                                       .clock = &house_.clock()};
    const events::RebuildReport report =
        need(chance_.one_in(4) ? events::Rebuild::replace(input, workspace.writer())
                               : events::Rebuild::check(input));
    for (const events::RebuiltTable& table : report.tables) {
      hold(table.is_equal ? ""
                          : fmt::format("{} is not what a rebuild makes of the log: {}\n",
                                        table.name, table.first_difference));
    }
  }
}

}  // namespace kith::simulation
