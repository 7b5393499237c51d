// SPDX-License-Identifier: Apache-2.0
#include "counter.h"

namespace kith::service {

constexpr Statement find_counter{"find_counter",
                                 "SELECT assignee, waiting, answered, resolved, overdue "
                                 "FROM service_counter WHERE assignee = $assignee"};
constexpr Statement list_counters{
    "list_counters",
    "SELECT assignee, waiting, answered, resolved, overdue FROM service_counter ORDER BY assignee"};
constexpr Statement save_counter{
    "save_counter",
    "INSERT INTO service_counter(assignee, waiting, answered, resolved, overdue) "
    "VALUES($assignee, $waiting, $answered, $resolved, $overdue) "
    "ON CONFLICT(assignee) DO UPDATE SET waiting = excluded.waiting, "
    "answered = excluded.answered, resolved = excluded.resolved, overdue = excluded.overdue"};

namespace {

Counter counter_of(const Rows& rows) {
  return {{rows.integer(0)}, rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4)};
}

}  // namespace

Counter& Counter::operator+=(const Counter& other) {
  waiting += other.waiting;
  answered += other.answered;
  resolved += other.resolved;
  overdue += other.overdue;
  return *this;
}

Counter& Counter::operator-=(const Counter& other) {
  waiting -= other.waiting;
  answered -= other.answered;
  resolved -= other.resolved;
  overdue -= other.overdue;
  return *this;
}

Counter counted(const Case& row) {
  Counter counter{.assignee = row.assignee};
  switch (row.state()) {
    case CaseState::waiting: counter.waiting = 1; break;
    case CaseState::answered: counter.answered = 1; break;
    case CaseState::resolved: counter.resolved = 1; break;
    case CaseState::none:
    case CaseState::merged: break;
  }
  counter.overdue = row.is_overdue() ? 1 : 0;
  return counter;
}

Result<std::optional<Counter>> CounterTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_counter, {{"assignee", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Counter>();
  }
  return std::optional(counter_of(*rows));
}

void CounterTable::save(WriteSet& writes, const Counter& row) {
  writes.run(save_counter, {{"assignee", row.assignee},
                            {"waiting", row.waiting},
                            {"answered", row.answered},
                            {"resolved", row.resolved},
                            {"overdue", row.overdue}});
}

Result<std::vector<Counter>> load_counters(Reader& reader) {
  std::vector<Counter> counters;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_counters));
  while (KITH_TRY(rows->next())) {
    counters.push_back(counter_of(*rows));
  }
  return counters;
}

}  // namespace kith::service
