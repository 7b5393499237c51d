// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>

namespace kith::fault {

/// How the clock on the wall of a process is set, in a file that the test and the process map.
struct SetTime {
  std::atomic<std::int64_t> ahead = 0;      ///< nanoseconds
  std::atomic<std::int64_t> stands_at = 0;  ///< nanoseconds since 1970; 0: it goes
};

}  // namespace kith::fault
