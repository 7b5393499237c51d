// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>
#include <kith/event.h>
#include <kith/time.h>

namespace kith::marketing {

struct ActiveCounted {
  static constexpr std::string_view event_type = "marketing.active_counted.v1";
  static constexpr Noun event_noun = Noun::workspace;

  Time until;
  std::int64_t persons = 0;

  static consteval auto describe() {
    return described(
        "How many customers were active was counted, which happens once a day.",
        field<&ActiveCounted::until>("The end of the 180 days that were looked at."),
        field<&ActiveCounted::persons>("Who opened a conversation in which somebody wrote then."));
  }
};

}  // namespace kith::marketing
