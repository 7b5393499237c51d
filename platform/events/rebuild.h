// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <kith/module.h>

#include "base/clock.h"
#include "store/session.h"
#include "store/writer.h"

namespace kith::events {

/// What a rebuild of one table found.
struct RebuiltTable {
  std::string name;
  std::int64_t rows = 0;              ///< in the rebuilt table
  bool is_equal = false;              ///< to the live one
  std::string first_difference = {};  ///< for a person, "" when equal
};

/// What a rebuild made of a module's projections, beside what is stored.
struct RebuildReport {
  Sequence up_to = 0;
  std::int64_t events = 0;  ///< folded in
  std::vector<RebuiltTable> tables;
  bool is_equal() const;
};

/// Folds the log into fresh copies of a module's projections, in a file beside the database, and
/// compares them with the live ones by their rows, all of one moment. A check may run beside a
/// server; a replacement needs the module's lane to stand still.
class Rebuild {
 public:
  /// `path` is the workspace's database, `scratch` a file that may be made and removed.
  /// `on_progress` is told (done, total) now and then; false stops the rebuild.
  struct Input {
    const Module* module = nullptr;
    std::string path;
    std::string scratch;
    const store::StatementRegistry* registry = nullptr;
    const Clock* clock = nullptr;
    std::function<bool(Sequence, Sequence)> on_progress = [](Sequence, Sequence) { return true; };
  };

  static Result<RebuildReport> check(const Input& input);
  /// Puts the rebuilt rows in place of the live ones, in one transaction of `writer`.
  static Result<RebuildReport> replace(const Input& input, store::Writer& writer);
};

}  // namespace kith::events
