// SPDX-License-Identifier: Apache-2.0
#include "fault_loop.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <utility>

#include "failing_memory.h"

namespace kith::fault {
namespace {

using support::DiskCall;
using support::DiskError;
using support::FaultLasts;

constexpr unsigned longest_trial_seconds = 60;
constexpr std::size_t most_violations = 10;

const FaultKind kinds[] = {
    {.name = "open", .disk = {.call = DiskCall::open}},
    {.name = "read", .disk = {.call = DiskCall::read}},
    {.name = "write, I/O error", .disk = {.call = DiskCall::write}},
    {.name = "write, disk full", .disk = {.call = DiskCall::write, .error = DiskError::disk_full}},
    {.name = "write and all after it, disk full",
     .disk = {.call = DiskCall::write,
              .error = DiskError::disk_full,
              .lasts = FaultLasts::from_then_on}},
    {.name = "sync", .disk = {.call = DiskCall::sync}},
    {.name = "sync and all after it",
     .disk = {.call = DiskCall::sync, .lasts = FaultLasts::from_then_on}},
    {.name = "truncate", .disk = {.call = DiskCall::truncate}},
    {.name = "remove", .disk = {.call = DiskCall::remove}},
    {.name = "shared memory", .disk = {.call = DiskCall::share}},
    // The last, since the operation may pass in this process then.
    {.name = "allocation", .is_memory = true},
};

/// Another process, in the one that began it; in itself, where it tells what came of it.
struct Process {
  pid_t number = 0;
  int end = -1;
  bool is_new() const { return number == 0; }
};

Process begin_process() {
  int ends[2];
  if (::pipe(ends) != 0) {
    return {-1};
  }
  std::fflush(nullptr);
  const pid_t number = ::fork();
  const bool is_new = number == 0;
  ::close(ends[is_new ? 0 : 1]);
  if (is_new) {
    ::alarm(longest_trial_seconds);
  }
  return {number, ends[is_new ? 1 : 0]};
}

// What it says: whether the fault came about, then the violation. Nothing is torn down in order:
// the other process still has all of it.
[[noreturn]] void end_process(const Process& process, const Trial& trial) {
  const std::string told = (trial.has_failed ? '1' : '0') + trial.violation;
  for (std::string_view left = told; !left.empty();) {
    const ssize_t written = ::write(process.end, left.data(), left.size());
    if (written <= 0) {
      break;
    }
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  ::_exit(0);
}

Trial hear(int in) {
  std::string told;
  char piece[4096];
  for (ssize_t got = 0; (got = ::read(in, piece, sizeof piece)) > 0;) {
    told.append(piece, static_cast<std::size_t>(got));
  }
  return told.empty() ? Trial{true, "The process said nothing."}
                      : Trial{told.front() == '1', told.substr(1)};
}

Trial outcome_of(const Process& process) {
  if (process.number < 0) {
    return {true, "There is no other process."};
  }
  Trial trial = hear(process.end);
  ::close(process.end);
  int status = 0;
  ::waitpid(process.number, &status, 0);
  if (WIFSIGNALED(status)) {
    return {true, fmt::format("The process ended by signal {}.", WTERMSIG(status))};
  }
  return WEXITSTATUS(status) == 0
             ? trial
             : Trial{true, fmt::format("The process ended with {}.", WEXITSTATUS(status))};
}

Trial said_by(const std::function<Trial()>& work) {
  try {
    return work();
  } catch (const std::exception& thrown) {
    return {true, std::string("It threw: ") + thrown.what()};
  }
}

/// What came of all indices of one kind.
struct LoopReport {
  std::int64_t indices = 0;
  std::vector<std::string> violations;

  void add(std::int64_t index, const Trial& trial) {
    if (!trial.violation.empty()) {
      violations.push_back(fmt::format("{}: {}", index, trial.violation));
    }
  }
  bool is_enough() const { return violations.size() == most_violations; }
};

LoopReport run_every_index(const std::function<Trial(std::int64_t index)>& trial) {
  LoopReport report;
  for (std::int64_t index = 1;; ++index) {
    const Trial came = in_a_process([&] { return trial(index); });
    report.add(index, came);
    if (!came.has_failed || report.is_enough()) {
      return report;
    }
    report.indices = index;
  }
}

// In this process the operation passes in the end.
LoopReport run_every_allocation(const std::function<Trial(std::int64_t index)>& trial) {
  LoopReport report;
  Process process{.number = -1};
  const std::function<bool()> fails = [&] {
    if (report.is_enough()) {
      return false;
    }
    process = begin_process();
    if (process.is_new()) {
      return true;
    }
    report.add(++report.indices, outcome_of(process));
    return false;
  };
  FailingMemory::ask(&fails);
  const Trial came = said_by([&] { return trial(0); });
  if (process.is_new()) {
    end_process(process, came);
  }
  FailingMemory::ask(nullptr);
  report.add(0, came);
  return report;
}

}  // namespace

std::span<const FaultKind> every_fault() {
  return kinds;
}

PlannedFault::PlannedFault(support::SimulatedDisk& disk, const FaultKind& kind, std::int64_t index)
    : disk_(disk), is_memory_(kind.is_memory), index_(index) {
  if (is_memory_) {
    disk_.mend();
    FailingMemory::fail_at(index);
    return;
  }
  support::DiskFault fault = kind.disk;
  fault.at = index;
  disk_.plan(fault);
}

bool PlannedFault::end() {
  if (!std::exchange(is_over_, true)) {
    FailingMemory::stop();
    seed_ = static_cast<std::uint64_t>(is_memory_ ? FailingMemory::taken() : index_);
    has_failed_ = is_memory_ ? FailingMemory::has_failed() : disk_.has_failed();
    disk_.mend();
  }
  return has_failed_;
}

Trial in_a_process(const std::function<Trial()>& work) {
  const Process process = begin_process();
  if (process.is_new()) {
    end_process(process, said_by(work));
  }
  return outcome_of(process);
}

std::string run_every_fault(
    std::string_view operation, Trials trials,
    const std::function<Trial(const FaultKind& kind, std::int64_t index)>& trial) {
  std::string violations;
  std::string counts;
  std::int64_t all = 0;
  for (const FaultKind& kind : every_fault()) {
    const auto of_index = [&](std::int64_t index) { return trial(kind, index); };
    const bool is_split = kind.is_memory && trials == Trials::from_the_fault;
    const LoopReport report = is_split ? run_every_allocation(of_index) : run_every_index(of_index);
    all += report.indices;
    counts += fmt::format(", {} {}", report.indices, kind.name);
    for (const std::string& each : report.violations) {
      violations += fmt::format("{}, {} {}\n", operation, kind.name, each);
    }
  }
  fmt::print("{}: {} faults, one at a time{}\n", operation, all, counts);
  return violations;
}

}  // namespace kith::fault
