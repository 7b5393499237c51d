// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/route.h>

namespace kith::service {

struct CaseCounts {
  std::int64_t waiting = 0;
  std::int64_t answered = 0;
  std::int64_t resolved = 0;
  std::int64_t overdue = 0;

  static consteval auto describe() {
    return described("How many cases there are.",
                     field<&CaseCounts::waiting>("Somebody waits for us."),
                     field<&CaseCounts::answered>("Nobody waits, and not resolved."),
                     field<&CaseCounts::resolved>("Resolved."),
                     field<&CaseCounts::overdue>("Something that was due was not done."));
  }
};

struct Summary {
  CaseCounts all;
  CaseCounts mine;
  CaseCounts unassigned;

  static consteval auto describe() {
    return described("How many cases there are, as counted when each last changed.",
                     field<&Summary::all>("Of everybody."),
                     field<&Summary::mine>("Of the colleague who asks."),
                     field<&Summary::unassigned>("Of nobody."));
  }
};

Result<Summary> get_summary(QueryContext& context, const Nothing& input);

}  // namespace kith::service
