// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/described.h>

#include "act.h"

namespace kith::sales {

/// One act as it is shown: what it is worth now, and what shows it.
struct ActView {
  ActKind kind = ActKind::exchange;
  Time happened_at;
  std::int32_t ours_hundredths = 0;
  std::int32_t theirs_hundredths = 0;
  std::optional<MemberId> member_id;
  std::optional<MessageId> message_id;
  std::optional<MessageId> reply_id;
  std::optional<TouchId> touch_id;
  std::optional<PromiseId> promise_id;

  static consteval auto describe() {
    using View = ActView;
    return described(
        "Something that moved a relationship.", field<&View::kind>("What it was."),
        field<&View::happened_at>("When."),
        field<&View::ours_hundredths>("What is left of it now of what we did for them, in 1/100."),
        field<&View::theirs_hundredths>("The same of what they did for us."),
        field<&View::member_id>("The colleague, where one is known."),
        field<&View::message_id>("The message that shows it."),
        field<&View::reply_id>("The answer, where it is an exchange."),
        field<&View::touch_id>("The touch, where a colleague noted it."),
        field<&View::promise_id>("The promise, where it is about one."));
  }
};

ActView view_of(const Act& act, Time now);

/// Points as shown: in hundredths, rounded.
std::int32_t hundredths_of(Points points);

}  // namespace kith::sales
