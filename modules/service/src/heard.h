// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>
#include <kith/event.h>

/// What service hears of other modules, as far as it reads their events.
namespace kith::service::heard {

/// Sales notes that a person wants to be left in peace.
struct OptOutRecorded {
  static constexpr std::string_view event_type = "sales.opt_out_recorded.v1";
  static constexpr Noun event_noun = Noun::person;

  Id<struct OptOut> opt_out_id;

  static consteval auto describe() {
    return described("A person does not want to be approached.",
                     field<&OptOutRecorded::opt_out_id>("Which opt-out says so."));
  }
};

/// They may be asked again.
struct OptOutWithdrawn {
  static constexpr std::string_view event_type = "sales.opt_out_withdrawn.v1";
  static constexpr Noun event_noun = Noun::person;

  Id<struct OptOut> opt_out_id;

  static consteval auto describe() {
    return described("A person may be approached again.",
                     field<&OptOutWithdrawn::opt_out_id>("Which opt-out ended."));
  }
};

}  // namespace kith::service::heard
