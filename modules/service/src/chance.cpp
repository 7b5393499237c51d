// SPDX-License-Identifier: Apache-2.0
#include "chance.h"

namespace kith::service {
namespace {

/// The mixing step of the generator SplitMix64 (Steele, Lea, Flood, 2014).
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ value >> 30U) * 0xBF58476D1CE4E5B9U;
  value = (value ^ value >> 27U) * 0x94D049BB133111EBU;
  return value ^ value >> 31U;
}

}  // namespace

std::int64_t drawn(const EventHead& head, Draw draw) {
  std::uint64_t state = mixed(static_cast<std::uint64_t>(head.sequence));
  state = mixed(state ^ static_cast<std::uint64_t>(head.occurred_at.microseconds));
  state = mixed(state ^ static_cast<std::uint64_t>(draw));
  return static_cast<std::int64_t>(state % static_cast<std::uint64_t>(whole_draw));
}

}  // namespace kith::service
