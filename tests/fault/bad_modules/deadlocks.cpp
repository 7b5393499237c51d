// SPDX-License-Identifier: Apache-2.0
#include <semaphore>

#include "bad_module.h"

/// Waits, while it is bad, for what never comes, also after it was mended.
namespace kith::deadlocks {
KITH_COUNTING_MODULE(deadlocks)

namespace {

void misbehave() {
  std::binary_semaphore never(0);
  never.acquire();
}

Result<void> fold(ApplyContext& context, const Event<MessageAdded>& event) {
  if (bad::is_bad()) {
    misbehave();
  }
  count(context, event);
  return {};
}

Result<void> decide(DecideContext& context, const Event<MessageAdded>& event) {
  tell(context, event);
  return {};
}

constexpr Subscription subscriptions[] = {on<&fold>(), on<&decide>()};

const Module& module() {
  static constexpr Module deadlocks{
      .name = "deadlocks",
      .version = "1",
      .summary = "Waits, while it is bad, for what never comes, also after it was mended.",
      .migrations = migrations,
      .statements = statements,
      .events = events,
      .subscriptions = subscriptions};
  return deadlocks;
}

}  // namespace
}  // namespace kith::deadlocks

KITH_EXPORT_MODULE(kith::deadlocks::module)
