// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/projection.h>

#include "case.h"

namespace kith::service {

extern const Statement find_counter;
extern const Statement list_counters;
extern const Statement save_counter;

/// How many cases a colleague has, or nobody (assignee 0): a row of service_counter.
struct Counter {
  MemberId assignee;
  std::int64_t waiting = 0;
  std::int64_t answered = 0;
  std::int64_t resolved = 0;
  std::int64_t overdue = 0;

  Counter& operator+=(const Counter& other);
  Counter& operator-=(const Counter& other);
  bool operator==(const Counter&) const = default;
};

/// What one case adds to the counter of its assignee.
Counter counted(const Case& row);

/// The projection of counters.
struct CounterTable {
  using Key = MemberId;
  using Row = Counter;
  static Result<std::optional<Counter>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Counter& row);
};

/// Every row; there are no more than colleagues.
Result<std::vector<Counter>> load_counters(Reader& reader);

}  // namespace kith::service
