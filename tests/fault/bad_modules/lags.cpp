// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdlib>
#include <thread>

#include "bad_module.h"

/// Returns late while it is bad, as many seconds as it is told.
namespace kith::lags {
KITH_COUNTING_MODULE(lags)

namespace {

void misbehave() {
  const char* const seconds = std::getenv("BAD_MODULES_LATE");
  std::this_thread::sleep_for(std::chrono::seconds(seconds == nullptr ? 2 : std::atoi(seconds)));
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
  static constexpr Module lags{
      .name = "lags",
      .version = "1",
      .summary = "Returns late while it is bad, as many seconds as it is told.",
      .migrations = migrations,
      .statements = statements,
      .events = events,
      .subscriptions = subscriptions};
  return lags;
}

}  // namespace
}  // namespace kith::lags

KITH_EXPORT_MODULE(kith::lags::module)
