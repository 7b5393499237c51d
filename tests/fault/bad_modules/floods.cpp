// SPDX-License-Identifier: Apache-2.0
#include "bad_module.h"

/// Answers, while it is bad, each message with many events, and each of those with more.
namespace kith::floods {
KITH_COUNTING_MODULE(floods)

namespace {

constexpr int answers_to_a_message = 200;

Result<void> fold(ApplyContext& context, const Event<MessageAdded>& event) {
  count(context, event);
  return {};
}

Result<void> decide(DecideContext& context, const Event<MessageAdded>& event) {
  for (int answer = 1; bad::is_bad() && answer < answers_to_a_message; ++answer) {
    tell(context, event);
  }
  tell(context, event);
  return {};
}

Result<void> echo(DecideContext& context, const Event<Saw>& event) {
  if (bad::is_bad()) {
    context.emit(event.head.subject, event.body);
    context.emit(event.head.subject, event.body);
    context.apply(ChangeConversation{
        .conversation = {event.head.subject}, .add_labels = {"flood"}, .cause = Cause::module});
  }
  return {};
}

constexpr Subscription subscriptions[] = {on<&fold>(), on<&decide>(), on<&echo>()};

const Module& module() {
  static constexpr Module floods{
      .name = "floods",
      .version = "1",
      .summary =
          "Answers, while it is bad, each message with many events, and each of those with more.",
      .migrations = migrations,
      .statements = statements,
      .events = events,
      .subscriptions = subscriptions};
  return floods;
}

}  // namespace
}  // namespace kith::floods

KITH_EXPORT_MODULE(kith::floods::module)
