// SPDX-License-Identifier: Apache-2.0
#include "pulse.h"

#include <algorithm>

namespace kith::logistics {

void advance(Pulse& pulse, Bin bin) {
  if (pulse.open_bin == 0) {
    pulse.open_bin = bin;
    return;
  }
  if (bin <= pulse.open_bin) {
    return;
  }
  close_bin(pulse.usual, pulse.open_bin, pulse.people);
  for (Bin silent = std::max(pulse.open_bin + 1, bin - most_silent_bins); silent < bin; ++silent) {
    close_bin(pulse.usual, silent, 0);
  }
  pulse.open_bin = bin;
  pulse.people = 0;
}

bool count_person(Pulse& pulse, Bin bin) {
  advance(pulse, bin);
  if (bin < pulse.open_bin - latest_bins) {
    return false;
  }
  ++pulse.people;
  return true;
}

bool uncount_person(Pulse& pulse, Bin bin) {
  if (pulse.open_bin != bin || pulse.people == 0) {
    return false;
  }
  --pulse.people;
  return true;
}

Judgement judge(const Pulse& pulse) {
  return judge(pulse.usual, pulse.open_bin, pulse.people);
}

std::optional<Alarm> alarm_of(const Pulse& pulse, Time at, Severity alarm_at) {
  const Judgement judgement = judge(pulse);
  const Severity severity = severity_of(judgement.score);
  if (judgement.is_learning || severity < alarm_at) {
    return std::nullopt;
  }
  return Alarm{at, severity, pulse.people, judgement.expected};
}

}  // namespace kith::logistics
