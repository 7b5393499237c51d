// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// Figures in 1/2^20, for detectors whose state is the same with every compiler.
namespace kith::logistics {

inline constexpr int fraction_bits = 20;
inline constexpr std::int64_t one = std::int64_t{1} << fraction_bits;

/// The product of two such figures, whose plain product is below 2^62.
constexpr std::int64_t times(std::int64_t a, std::int64_t b) {
  return (a * b + one / 2) >> fraction_bits;
}

}  // namespace kith::logistics
