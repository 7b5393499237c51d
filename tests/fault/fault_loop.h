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

/// Memory, and every call of a disk: once, and what lasts.
std::span<const FaultKind> every_fault();

/// Makes something fail while an operation runs. One at a time.
class PlannedFault {
 public:
  PlannedFault(support::SimulatedDisk& disk, const FaultKind& kind, std::int64_t index);
  PlannedFault(const PlannedFault&) = delete;
  PlannedFault& operator=(const PlannedFault&) = delete;
  ~PlannedFault() { end(); }

  /// From here on nothing fails any more. Whether anything did.
  bool end();

 private:
  support::SimulatedDisk& disk_;
  const bool is_memory_;
  bool is_over_ = false;
  bool has_failed_ = false;
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

/// What came of all indices of one kind.
struct LoopReport {
  std::int64_t indices = 0;
  std::vector<std::string> violations;
};

/// Has the 1st, 2nd, … n-th fault of a kind come about, each in a process of its own, until an
/// operation passes without it. `trial` is told the index.
LoopReport run_every_index(const std::function<Trial(std::int64_t index)>& trial);

/// The same for every kind; prints the counts. What was not as promised, "" when all was.
std::string run_every_fault(
    std::string_view operation,
    const std::function<Trial(const FaultKind& kind, std::int64_t index)>& trial);

}  // namespace kith::fault
