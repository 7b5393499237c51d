// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <kith/time.h>

/// Halving by time and the few functions of metrics.md section 3, in integers alone, so that the
/// same log gives the same bytes on every machine and with every compiler.
namespace kith::sales {

/// A number with 30 binary places, mostly between 0 and 1.
using Share = std::int64_t;
inline constexpr int share_places = 30;
inline constexpr Share whole_share = Share{1} << share_places;

/// What acts are worth, with 20 binary places: 4 * one_point is an introduction.
using Points = std::int64_t;
inline constexpr int points_places = 20;
inline constexpr Points one_point = Points{1} << points_places;

/// After this long an act is worth half.
inline constexpr std::int64_t half_life_seconds = 90LL * 24 * 60 * 60;

/// The half-life that a moment is in, counted from 1970; what is before that is in the first.
std::int64_t quarter_of(Time at);
/// How much of its quarter has passed at a moment.
Share part_of_quarter(Time at);

/// 2^-exponent, for an exponent of 0 and more. Never rises with the exponent.
Share power_of_half(Share exponent);

/// share * factor, rounded down.
std::int64_t scaled(std::int64_t number, Share factor);

/// f of section 3: 1 - e^(-max(points, 0) / 12). Never falls with the points.
Share saturated(Points points);

/// The square root, rounded down, of a number that is not negative.
std::int64_t square_root(std::int64_t number);

/// log2(share) with 20 binary places, rounded down; of what is above 0.
std::int64_t binary_logarithm(Share share);

}  // namespace kith::sales
