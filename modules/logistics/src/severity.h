// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace kith::logistics {

/// How little chance explains: -log10 of a probability, at most 10, in 1/100.
using Severity = std::int64_t;

inline constexpr Severity least_severity = 0;
inline constexpr Severity most_severity = 1000;
/// An episode that grows by so much is told again.
inline constexpr Severity told_again = 200;

/// The severity of a score in 1/1000 of a spread: the upper tail of Student's t with five degrees
/// of freedom, because counts of people have such tails and not the normal ones.
Severity severity_of(std::int64_t score);

}  // namespace kith::logistics
