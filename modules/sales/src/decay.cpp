// SPDX-License-Identifier: Apache-2.0
#include "decay.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace kith::sales {
namespace {

constexpr int table_places = 10;
constexpr std::size_t table_size = std::size_t{1} << table_places;
constexpr int rest_places = share_places - table_places;

constexpr std::int64_t microseconds_in_a_second = 1'000'000;

/// The square root of a number with 60 binary places, as one with 60: half of the digits at a time
/// would lose what the table needs, so it is found by halving the interval.
consteval std::uint64_t root_of_share(std::uint64_t share) {
  using Wide = unsigned __int128;
  constexpr int places = 60;
  std::uint64_t low = 0;
  std::uint64_t high = std::uint64_t{1} << places;
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    const bool is_above = Wide{middle} * middle > (Wide{share} << places);
    (is_above ? high : low) = middle;
  }
  return low;
}

/// 2^(-i / 1024) for each i up to 1024, with 30 binary places.
consteval std::array<Share, table_size + 1> make_powers() {
  using Wide = unsigned __int128;
  constexpr int places = 60;
  std::uint64_t step = std::uint64_t{1} << (places - 1);
  for (int halving = 0; halving < table_places; ++halving) {
    step = root_of_share(step);
  }
  std::array<Share, table_size + 1> powers{};
  std::uint64_t power = std::uint64_t{1} << places;
  for (Share& each : powers) {
    constexpr int surplus = places - share_places;
    each = static_cast<Share>((power + (std::uint64_t{1} << (surplus - 1))) >> surplus);
    power = static_cast<std::uint64_t>(Wide{power} * step >> places);
  }
  powers.back() = whole_share / 2;
  return powers;
}

constexpr std::array<Share, table_size + 1> powers = make_powers();

std::int64_t seconds_since_epoch(Time at) {
  return std::max<std::int64_t>(0, at.microseconds) / microseconds_in_a_second;
}

}  // namespace

std::int64_t quarter_of(Time at) {
  return seconds_since_epoch(at) / half_life_seconds;
}

Share part_of_quarter(Time at) {
  return (seconds_since_epoch(at) % half_life_seconds << share_places) / half_life_seconds;
}

Share power_of_half(Share exponent) {
  const std::int64_t halvings = exponent >> share_places;
  if (halvings >= share_places) {
    return 0;
  }
  const Share part = exponent & (whole_share - 1);
  const auto place = static_cast<std::size_t>(part >> rest_places);
  const Share rest = part & ((Share{1} << rest_places) - 1);
  const Share fall = (powers[place] - powers[place + 1]) * rest >> rest_places;
  return (powers[place] - fall) >> halvings;
}

std::int64_t scaled(std::int64_t number, Share factor) {
  return (number >> share_places) * factor +
         ((number & (whole_share - 1)) * factor >> share_places);
}

Share saturated(Points points) {
  // log2(e) / 12, and so many points that nothing is left to 1.
  constexpr Share per_point = 129'090'167;
  constexpr Points enough = one_point << 9;
  const Points counted = std::clamp<Points>(points, 0, enough);
  return whole_share - power_of_half(counted * per_point >> points_places);
}

std::int64_t square_root(std::int64_t number) {
  auto root = static_cast<std::int64_t>(std::sqrt(static_cast<double>(number)));
  while (root * root > number) {
    --root;
  }
  while ((root + 1) * (root + 1) <= number) {
    ++root;
  }
  return root;
}

std::int64_t binary_logarithm(Share share) {
  const auto top = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(share))) - 1;
  // Between 1 and 2; each squaring gives one binary place.
  Share rest = top <= share_places ? share << (share_places - top) : share >> (top - share_places);
  std::int64_t logarithm = top - share_places;
  for (int place = 0; place < points_places; ++place) {
    rest = rest * rest >> share_places;
    const bool is_two = rest >= 2 * whole_share;
    logarithm = logarithm * 2 + (is_two ? 1 : 0);
    rest >>= is_two ? 1 : 0;
  }
  return logarithm;
}

}  // namespace kith::sales
