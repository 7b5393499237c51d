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
    {.name = "allocation", .is_memory = true},
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
};

// What the child says: whether the fault came about, then the violation.
void say(int out, const Trial& trial) {
  const std::string told = (trial.has_failed ? '1' : '0') + trial.violation;
  for (std::string_view left = told; !left.empty();) {
    const ssize_t written = ::write(out, left.data(), left.size());
    if (written <= 0) {
      return;
    }
    left.remove_prefix(static_cast<std::size_t>(written));
  }
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

}  // namespace

std::span<const FaultKind> every_fault() {
  return kinds;
}

PlannedFault::PlannedFault(support::SimulatedDisk& disk, const FaultKind& kind, std::int64_t index)
    : disk_(disk), is_memory_(kind.is_memory) {
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
    has_failed_ = is_memory_ ? FailingMemory::has_failed() : disk_.has_failed();
    disk_.mend();
  }
  return has_failed_;
}

Trial in_a_process(const std::function<Trial()>& work) {
  int ends[2];
  if (::pipe(ends) != 0) {
    return {true, "There is no pipe."};
  }
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    ::alarm(longest_trial_seconds);
    Trial trial;
    try {
      trial = work();
    } catch (const std::exception& thrown) {
      trial = {true, std::string("It threw: ") + thrown.what()};
    }
    say(ends[1], trial);
    // Nothing is torn down in order: the other process still has all of it.
    ::_exit(0);
  }
  ::close(ends[1]);
  Trial trial = child < 0 ? Trial{true, "There is no other process."} : hear(ends[0]);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) {
    trial = {true, fmt::format("The process ended by signal {}.", WTERMSIG(status))};
  } else if (WEXITSTATUS(status) != 0) {
    trial = {true, fmt::format("The process ended with {}.", WEXITSTATUS(status))};
  }
  return trial;
}

LoopReport run_every_index(const std::function<Trial(std::int64_t index)>& trial) {
  LoopReport report;
  for (std::int64_t index = 1;; ++index) {
    const Trial came = in_a_process([&] { return trial(index); });
    if (!came.violation.empty()) {
      report.violations.push_back(fmt::format("{}: {}", index, came.violation));
    }
    if (!came.has_failed || report.violations.size() == most_violations) {
      return report;
    }
    report.indices = index;
  }
}

std::string run_every_fault(
    std::string_view operation,
    const std::function<Trial(const FaultKind& kind, std::int64_t index)>& trial) {
  std::string violations;
  std::string counts;
  std::int64_t all = 0;
  for (const FaultKind& kind : every_fault()) {
    const LoopReport report =
        run_every_index([&](std::int64_t index) { return trial(kind, index); });
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
