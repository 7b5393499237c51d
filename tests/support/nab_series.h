// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/time.h>

/// The series of brand mentions of the Numenta benchmark, and how it scores alarms, written from
/// the description beside the data alone.
namespace kith::support {

struct NabRow {
  Time at;
  std::int64_t count;
};

struct NabWindow {
  Time from;
  Time to;
};

struct NabSeries {
  std::string name;
  std::vector<NabRow> rows;  ///< one for every five minutes
  std::vector<NabWindow> windows;

  /// The first row that is scored: before it a detector may learn.
  std::size_t first_scored() const;
  double weeks() const;
};

/// All five, or none where the data is not on this machine.
std::vector<NabSeries> load_nab_series();

/// What an alarm outside every window costs.
struct NabProfile {
  double false_alarm;
};
inline constexpr NabProfile nab_standard{0.11};
inline constexpr NabProfile nab_reward_low_false{0.22};

struct NabScore {
  double sum = 0;
  int windows = 0;
  int found = 0;
  int false_alarms = 0;

  NabScore& operator+=(const NabScore& other);
  /// 0: silent all the time; 100: each window found at its very beginning and nothing else.
  double in_percent() const;
};

NabScore score(const NabSeries& series, const std::vector<Time>& alarms, NabProfile profile);

}  // namespace kith::support
