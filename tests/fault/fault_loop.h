// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "support/simulated_disk.h"

namespace kith::fault {

/// What is made to fail: an allocation, or a call of a simulated disk. Which one of them, an index
/// says.
struct FaultKind {
  std::string name;
  bool is_memory = false;
  support::DiskFault disk = {};
};

/// Every call of a disk, once and from then on, and memory, which comes last.
std::span<const FaultKind> every_fault();

/// How the trials of allocations begin.
enum class Trials : std::uint8_t {
  /// The operation runs once, and at each allocation another process goes on in which it fails. Not
  /// for what writes to the system's own files, which the processes share, nor where a lock is held
  /// that knows its thread, as that of a connection for several threads.
  from_the_fault,
  from_the_start,  ///< the operation runs anew for each
};

/// Makes something fail while an operation runs. One at a time.
class PlannedFault {
 public:
  PlannedFault(support::SimulatedDisk& disk, const FaultKind& kind, std::int64_t index);
  PlannedFault(const PlannedFault&) = delete;
  PlannedFault& operator=(const PlannedFault&) = delete;
  ~PlannedFault() { end(); }

  /// From here on nothing fails any more. Whether anything did.
  bool end();
  /// A number that other faults of the kind do not have.
  std::uint64_t seed() const { return seed_; }

 private:
  support::SimulatedDisk& disk_;
  const bool is_memory_;
  const std::int64_t index_;
  bool is_over_ = false;
  bool has_failed_ = false;
  std::uint64_t seed_ = 0;
};

/// What came of one index: whether the fault came about, and what is not as promised, "" when all
/// is.
struct Trial {
  bool has_failed = false;
  std::string violation;
};

/// Runs `work` in a process of its own, which begins as this one is now, and leaves this one as it
/// is. What it returned; of a process that crashed or hung for a minute, that it did.
Trial in_a_process(const std::function<Trial()>& work);

/// Has the 1st, 2nd, … n-th fault of each kind come about, each in a process of its own, until an
/// operation passes without it; `trial` makes a PlannedFault of what it is told. Prints the counts.
/// What was not as promised, "" when all was. Nothing may follow that is told by what the operation
/// works on.
std::string run_every_fault(
    std::string_view operation, Trials trials,
    const std::function<Trial(const FaultKind& kind, std::int64_t index)>& trial);

}  // namespace kith::fault
