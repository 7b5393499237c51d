// SPDX-License-Identifier: Apache-2.0
#include "pulse.h"

#include <algorithm>

namespace kith::logistics {

namespace {

void close_days(Pulse& pulse, Bin bin) {
  std::int64_t days = day_of(bin) - day_of(pulse.open_bin);
  for (days = std::min(days, most_silent_days + 1); days > 0; --days) {
    close_day(pulse.drift);
  }
}

}  // namespace

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
  close_days(pulse, bin);
  pulse.open_bin = bin;
  pulse.people = 0;
}

bool count_person(Pulse& pulse, Bin bin) {
  advance(pulse, bin);
  if (bin < pulse.open_bin - latest_bins) {
    return false;
  }
  ++pulse.people;
  ++pulse.drift.people;
  return true;
}

bool uncount_person(Pulse& pulse, Bin bin) {
  if (pulse.open_bin != bin || pulse.people == 0) {
    return false;
  }
  --pulse.people;
  pulse.drift.people = std::max<std::int64_t>(0, pulse.drift.people - 1);
  return true;
}

Judgement judge(const Pulse& pulse) {
  return judge(pulse.usual, pulse.open_bin, pulse.people);
}

std::optional<Alarm> alarm_of(const Pulse& pulse, Time at, Severity alarm_at) {
  const Judgement judgement = judge(pulse);
  const Alarm burst{at, judgement.is_learning ? 0 : severity_of(judgement.score), pulse.people,
                    judgement.expected, Detector::burst};
  const Alarm drift{at, severity_of(pulse.drift), pulse.drift.people, usual_in_a_day(pulse.drift),
                    Detector::drift};
  const Alarm& worse = drift.severity > burst.severity ? drift : burst;
  return worse.severity >= alarm_at ? std::optional(worse) : std::nullopt;
}

}  // namespace kith::logistics
