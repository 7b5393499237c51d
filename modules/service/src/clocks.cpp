// SPDX-License-Identifier: Apache-2.0
#include "clocks.h"

#include <algorithm>
#include <chrono>

namespace kith::service {
namespace {

Duration counted(const Calendar* hours, Time from, Time to) {
  if (to <= from) {
    return {};
  }
  return hours == nullptr ? to - from : hours->business_time(from, to);
}

}  // namespace

Duration running_time(const Calendar* hours, Time from, Time to, std::span<const Pause> pauses) {
  Duration sum = counted(hours, from, to);
  for (const Pause& pause : pauses) {
    sum -= counted(hours, std::max(pause.from, from), std::min(pause.to, to));
  }
  return sum;
}

Time due_after(const Calendar* hours, Time from, Duration span, std::span<const Pause> pauses) {
  for (const Pause& pause : pauses) {
    const Duration before = counted(hours, from, pause.from);
    if (before >= span) {
      break;
    }
    span -= before;
    from = std::max(from, pause.to);
  }
  return hours == nullptr ? from + span : hours->add_business_time(from, span);
}

std::int64_t whole_minutes(Duration span) {
  return std::chrono::floor<std::chrono::minutes>(span).count();
}

}  // namespace kith::service
