// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "bad_module.h"

/// Ends the process while it is bad.
namespace kith::aborts {
KITH_COUNTING_MODULE(aborts)

namespace {

[[noreturn]] void misbehave() {
  std::abort();
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
  static constexpr Module aborts{.name = "aborts",
                                 .version = "1",
                                 .summary = "Ends the process while it is bad.",
                                 .migrations = migrations,
                                 .statements = statements,
                                 .events = events,
                                 .subscriptions = subscriptions};
  return aborts;
}

}  // namespace
}  // namespace kith::aborts

KITH_EXPORT_MODULE(kith::aborts::module)
