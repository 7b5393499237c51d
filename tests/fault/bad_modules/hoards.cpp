// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "bad_module.h"

/// Takes two gigabytes of memory for each message while it is bad.
namespace kith::hoards {
KITH_COUNTING_MODULE(hoards)

namespace {

constexpr std::size_t hoard = std::size_t{2} << 30;

void misbehave() {
  const std::vector<char> all(hoard, 'x');
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
  static constexpr Module hoards{
      .name = "hoards",
      .version = "1",
      .summary = "Takes two gigabytes of memory for each message while it is bad.",
      .migrations = migrations,
      .statements = statements,
      .events = events,
      .subscriptions = subscriptions};
  return hoards;
}

}  // namespace
}  // namespace kith::hoards

KITH_EXPORT_MODULE(kith::hoards::module)
