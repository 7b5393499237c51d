// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "act.h"

namespace kith::sales {

/// Whether an act is counted or taken back.
enum class Counting : std::int8_t { in = 1, out = -1 };

/// The decayed sums of what was done, held so that neither the order of acts nor the moment of
/// asking touches what is stored: for each quarter the sum of its acts, each as it would have been
/// worth at the quarter's start. Adding and taking back are exact. A value.
class Tally {
 public:
  struct Quarter {
    std::int64_t number = 0;
    Points ours = 0;
    Points theirs = 0;
    bool operator==(const Quarter&) const = default;
  };

  void count(const Worth& worth, Time at, Counting counting);
  void add(const Tally& other);

  /// What is left of it at a moment. What came later counts in full.
  Worth at(Time now) const;
  /// What is left of it when the quarter of the newest act ends.
  Worth at_end_of_newest() const;
  /// The number of the newest act's quarter, 0 when there is none.
  std::int64_t newest() const { return quarters_.empty() ? 0 : quarters_.back().number; }
  bool is_empty() const { return quarters_.empty(); }

  /// As bytes for a column, and from them.
  std::string packed() const;
  static Tally unpacked(std::string_view bytes);

  bool operator==(const Tally&) const = default;

 private:
  void change(const Quarter& by);
  Worth at_start_of(std::int64_t quarter) const;

  std::vector<Quarter> quarters_;  // ascending; none of them is zero twice
};

}  // namespace kith::sales
