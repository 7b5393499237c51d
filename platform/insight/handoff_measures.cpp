// SPDX-License-Identifier: Apache-2.0
#include "insight/handoff_measures.h"

namespace kith::insight {
namespace {

// A handoff is about a thread: what shows it is the newest message from before it was asked. State
// 4 is told, which is the last, so that its time of change is when that was.
constexpr Statement list_handoffs_to{
    "list_handoffs_to",
    "SELECT coalesce((SELECT max(message.id) FROM message "
    "WHERE message.conversation = handoff.conversation "
    "AND message.posted_at <= handoff.created_at), 0), "
    "handoff.state, handoff.updated_at, handoff.due_at FROM handoff "
    "WHERE handoff.to_department = $department AND handoff.created_at >= $from "
    "AND handoff.created_at < $to ORDER BY handoff.created_at, handoff.id"};

constexpr std::int64_t told = 4;

template <Department To>
Result<std::vector<Observation>> observe_told(QueryContext& context, Window window) {
  std::vector<Observation> observations;
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_handoffs_to,
      {{"department", static_cast<int>(To)}, {"from", window.from}, {"to", window.to}}));
  while (KITH_TRY(rows->next())) {
    const bool was_told = rows->integer(1) == told && rows->time(2) <= window.to;
    const Time due = rows->time(3);
    const bool is_late = due && due <= window.to;
    observations.push_back({.value = was_told ? 1 : 0,
                            .message = {rows->integer(0)},
                            .is_censored = !was_told && !is_late});
  }
  return observations;
}

template <Department To>
constexpr Measure told_by(std::string_view name) {
  return {name,
          "share",
          "Whether the customer was told what became of what a department was asked.",
          Statistic::share,
          &observe_told<To>,
          {.days = 90},
          3};
}

}  // namespace

std::span<const Measure> handoff_measures() {
  static constexpr Measure all[] = {told_by<Department::service>("handoff.told.service"),
                                    told_by<Department::product>("handoff.told.product"),
                                    told_by<Department::sales>("handoff.told.sales"),
                                    told_by<Department::logistics>("handoff.told.logistics"),
                                    told_by<Department::people>("handoff.told.people")};
  return all;
}

std::span<const Statement* const> handoff_measure_statements() {
  static constexpr const Statement* all[] = {&list_handoffs_to};
  return all;
}

}  // namespace kith::insight
