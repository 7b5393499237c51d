// SPDX-License-Identifier: Apache-2.0
#include "bad_module.h"

/// Counts, and never behaves badly.
namespace kith::counts {
KITH_COUNTING_MODULE(counts)

namespace {

Result<void> fold(ApplyContext& context, const Event<MessageAdded>& event) {
  count(context, event);
  return {};
}

Result<void> decide(DecideContext& context, const Event<MessageAdded>& event) {
  tell(context, event);
  return {};
}

constexpr Subscription subscriptions[] = {on<&fold>(), on<&decide>()};

const Module& module() {
  static constexpr Module counts{.name = "counts",
                                 .version = "1",
                                 .summary = "Counts, and never behaves badly.",
                                 .migrations = migrations,
                                 .statements = statements,
                                 .events = events,
                                 .subscriptions = subscriptions};
  return counts;
}

}  // namespace
}  // namespace kith::counts

KITH_EXPORT_MODULE(kith::counts::module)
