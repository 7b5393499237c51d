// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>

#include "override.h"

/// What marketing tells of overrides. Why one was granted is in its row alone.
namespace kith::marketing {

struct OverrideGranted {
  static constexpr std::string_view event_type = "marketing.override_granted.v1";
  static constexpr Noun event_noun = Noun::own;

  OverrideId override_id;
  MemberId member_id;
  Time until;

  static consteval auto describe() {
    return described("Marketing may publish for some days although the gate is locked.",
                     field<&OverrideGranted::override_id>("Which override."),
                     field<&OverrideGranted::member_id>("Who said so."),
                     field<&OverrideGranted::until>("Until when."));
  }
};

struct OverrideEnded {
  static constexpr std::string_view event_type = "marketing.override_ended.v1";
  static constexpr Noun event_noun = Noun::own;

  OverrideId override_id;
  MemberId member_id;

  static consteval auto describe() {
    return described("An override was ended before its time.",
                     field<&OverrideEnded::override_id>("Which override."),
                     field<&OverrideEnded::member_id>("Who ended it."));
  }
};

}  // namespace kith::marketing
