// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

namespace kith::fault {

/// The memory of this program: `new`, and what SQLite takes. It counts what the calling thread
/// takes, and fails once where it is told to; what a simulated disk takes for itself is passed
/// over.
class FailingMemory {
 public:
  /// Has SQLite take its memory here. Before it is used for the first time; again, it does nothing.
  static void install();
  /// Counts from now on; the allocation of that number fails.
  static void fail_at(std::int64_t allocation);
  /// From now on `fails` is asked at each allocation that is counted, in place of the number, until
  /// it has said so once; with nullptr the number holds again.
  static void ask(const std::function<bool()>* fails);
  /// How many were counted since the last fail_at().
  static std::int64_t taken();
  /// Neither counts nor fails any more.
  static void stop();
  static bool has_failed();
};

}  // namespace kith::fault
