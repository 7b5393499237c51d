// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include <kith/event.h>

namespace kith::marketing {

/// Departments that must close their loops before marketing may publish (metrics.md, R7).
inline constexpr std::array departments_with_owner{Department::service, Department::product,
                                                   Department::sales, Department::logistics,
                                                   Department::people};

/// Who answers for it that a department closes its loops.
struct Owner {
  Department department = Department::none;
  MemberId member;         ///< 0: nobody
  Time since;              ///< 0: nobody was ever named
  bool is_active = false;  ///< whether that colleague still works here
  std::int64_t revision = 0;

  bool is_there() const { return member && is_active; }
};

}  // namespace kith::marketing
