// SPDX-License-Identifier: Apache-2.0
#include "summary_api.h"

#include "counter.h"

namespace kith::service {
namespace {

CaseCounts counts_of(const Counter& counter) {
  return {counter.waiting, counter.answered, counter.resolved, counter.overdue};
}

}  // namespace

Result<Summary> get_summary(QueryContext& context, const Nothing&) {
  Summary summary;
  Counter all;
  for (const Counter& counter : KITH_TRY(load_counters(context.reader()))) {
    all += counter;
    if (!counter.assignee) {
      summary.unassigned = counts_of(counter);
    } else if (counter.assignee == context.caller().member) {
      summary.mine = counts_of(counter);
    }
  }
  summary.all = counts_of(all);
  return summary;
}

}  // namespace kith::service
