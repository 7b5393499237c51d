// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "act.h"

/// How strong a relationship is: metrics.md section 3, in integers alone.
namespace kith::sales {

/// What strength is made of, at one moment.
struct Standing {
  Worth worth;                  ///< H and G, decayed
  std::int64_t kept = 0;        ///< promises
  std::int64_t broken = 0;      ///< promises
  std::int64_t colleagues = 0;  ///< who was in two-way contact
};

/// How close a person is to the company. Numbers are compared: ascending.
enum class Band : std::uint8_t { stranger, acquaintance, familiar, trusted };

/// The strength of a relationship and the parts that it is made of.
struct Strength {
  std::int32_t hundredths = 0;  ///< 0 to 10 000, rounded down
  Band band = Band::stranger;
  bool needs_repair = false;         ///< what we did for them is less than nothing
  std::int32_t trust_percent = 100;  ///< tau: promises kept and broken, at most 140
  std::int32_t breadth_percent = 0;  ///< b: by how many colleagues it is carried
};

Strength strength_of(const Standing& standing);

/// A number that orders relationships by strength without a clock: that of the end of the quarter
/// of the newest act, halved for each quarter since. 0: there is none. `worth` is of that moment.
std::int64_t warmth_of(const Standing& standing, std::int64_t newest_quarter);

}  // namespace kith::sales
