// SPDX-License-Identifier: Apache-2.0
#include "bad_module.h"

/// Never ends while it is bad, and asks nobody for anything.
namespace kith::hangs {
KITH_COUNTING_MODULE(hangs)

namespace {

// Looks for the file rarely: this is a loop of a processor, not of the system.
void loop() {
  volatile std::uint64_t rounds = 0;
  while (bad::is_bad()) {
    for (int round = 0; round < 50'000'000; ++round) {
      rounds = rounds + 1;
    }
  }
}

Result<void> fold(ApplyContext& context, const Event<MessageAdded>& event) {
  loop();
  count(context, event);
  return {};
}

Result<void> decide(DecideContext& context, const Event<MessageAdded>& event) {
  tell(context, event);
  return {};
}

constexpr Subscription subscriptions[] = {on<&fold>(), on<&decide>()};

const Module& module() {
  static constexpr Module hangs{
      .name = "hangs",
      .version = "1",
      .summary = "Never ends while it is bad, and asks nobody for anything.",
      .migrations = migrations,
      .statements = statements,
      .events = events,
      .subscriptions = subscriptions};
  return hangs;
}

}  // namespace
}  // namespace kith::hangs

KITH_EXPORT_MODULE(kith::hangs::module)
