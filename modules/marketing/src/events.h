// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>
#include <kith/event.h>

/// What marketing tells the rest of the company, and itself.
namespace kith::marketing {

struct OwnerChanged {
  static constexpr std::string_view event_type = "marketing.owner_changed.v1";
  static constexpr Noun event_noun = Noun::workspace;

  Department department = Department::none;
  MemberId member_id;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("Another colleague answers for it that a department closes its loops.",
                     field<&OwnerChanged::department>("Which department."),
                     field<&OwnerChanged::member_id>("Who from now on, 0: nobody."),
                     field<&OwnerChanged::revision>("The revision of that from now on."));
  }
};

}  // namespace kith::marketing
