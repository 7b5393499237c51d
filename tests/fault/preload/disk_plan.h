// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>

namespace kith::fault {

/// What is to go wrong with the files below a folder: shared between a test and the process that it
/// watches, as the bytes of a file that both have in memory.
struct DiskPlan {
  enum Call : std::int32_t { none, open, write, sync };

  std::atomic<std::int32_t> call;        ///< which calls fail
  std::atomic<std::int32_t> error;       ///< with which number of errno
  std::atomic<std::int32_t> at;          ///< from which one on, counting from 1
  std::atomic<std::int32_t> is_lasting;  ///< whether all later ones fail, too
  std::atomic<std::int32_t> seen;        ///< how many such calls there were
  std::atomic<std::int32_t> failed;      ///< how many of them failed
  char folder[512];                      ///< below which path
};

/// Where a preloaded process finds the plan.
inline constexpr const char* disk_plan_variable = "KITH_DISK_PLAN";

}  // namespace kith::fault
