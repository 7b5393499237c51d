// SPDX-License-Identifier: Apache-2.0
#include <stdexcept>

#include "bad_module.h"

/// Throws while it is bad: every other message in its apply, the rest in its decide.
namespace kith::throws {
KITH_COUNTING_MODULE(throws)

namespace {

Result<void> fold(ApplyContext& context, const Event<MessageAdded>& event) {
  if (bad::is_bad() && event.body.message_id.value % 2 == 0) {
    throw std::runtime_error("bad in its apply");
  }
  count(context, event);
  return {};
}

Result<void> decide(DecideContext& context, const Event<MessageAdded>& event) {
  if (bad::is_bad()) {
    throw std::runtime_error("bad in its decide");
  }
  tell(context, event);
  return {};
}

constexpr Subscription subscriptions[] = {on<&fold>(), on<&decide>()};

const Module& module() {
  static constexpr Module throws{
      .name = "throws",
      .version = "1",
      .summary =
          "Throws while it is bad: every other message in its apply, the rest in its decide.",
      .migrations = migrations,
      .statements = statements,
      .events = events,
      .subscriptions = subscriptions};
  return throws;
}

}  // namespace
}  // namespace kith::throws

KITH_EXPORT_MODULE(kith::throws::module)
