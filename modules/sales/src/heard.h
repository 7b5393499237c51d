// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>
#include <kith/event.h>

/// What sales hears of other modules, as far as it reads their events.
namespace kith::sales::heard {

/// A case of service is late.
struct TargetMissed {
  static constexpr std::string_view event_type = "service.target_missed.v1";
  static constexpr Noun event_noun = Noun::conversation;

  Time due;

  static consteval auto describe() {
    return described("A due time of a case passed and it was not done.",
                     field<&TargetMissed::due>("When it was due."));
  }
};

}  // namespace kith::sales::heard
