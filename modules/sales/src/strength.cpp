// SPDX-License-Identifier: Apache-2.0
#include "strength.h"

#include <algorithm>

namespace kith::sales {
namespace {

constexpr std::int32_t most_hundredths = 10'000;
constexpr Share most_trust = whole_share * 14 / 10;

Share trust_of(const Standing& standing) {
  const std::int64_t promises = standing.kept + standing.broken + 2;
  return std::min(most_trust, (2 * (standing.kept + 1) << share_places) / promises);
}

Share breadth_of(const Standing& standing) {
  return whole_share -
         power_of_half(std::min<std::int64_t>(standing.colleagues, share_places) << share_places);
}

/// RS / 100 before it is cut at 1.
Share share_of(const Standing& standing) {
  const Share ours = saturated(standing.worth.ours);
  const Share theirs = saturated(standing.worth.theirs);
  const Share core = (2 * (ours + theirs) + 6 * square_root(ours * theirs)) / 10;
  const Share reach = (7 * whole_share + 3 * breadth_of(standing)) / 10;
  return scaled(scaled(core, trust_of(standing)), reach);
}

Band band_of(std::int32_t hundredths) {
  constexpr std::int32_t acquaintance_from = 1'000;
  constexpr std::int32_t familiar_from = 3'000;
  constexpr std::int32_t trusted_from = 5'500;
  return hundredths < acquaintance_from ? Band::stranger
         : hundredths < familiar_from   ? Band::acquaintance
         : hundredths < trusted_from    ? Band::familiar
                                        : Band::trusted;
}

/// How many of so many parts a share is, rounded down.
std::int32_t parts_of(Share share, std::int32_t parts) {
  return static_cast<std::int32_t>(share * parts >> share_places);
}

std::int32_t percent_of(Share share) {
  constexpr std::int32_t percent = 100;
  return parts_of(share + whole_share / (2 * percent), percent);
}

}  // namespace

Strength strength_of(const Standing& standing) {
  const std::int32_t hundredths =
      std::min(most_hundredths, parts_of(share_of(standing), most_hundredths));
  return {.hundredths = hundredths,
          .band = band_of(hundredths),
          .needs_repair = standing.worth.ours < 0,
          .trust_percent = percent_of(trust_of(standing)),
          .breadth_percent = percent_of(breadth_of(standing))};
}

std::int64_t warmth_of(const Standing& standing, std::int64_t newest_quarter) {
  const Share share = share_of(standing);
  if (share <= 0) {
    return 0;
  }
  const std::int64_t ends = (newest_quarter + 1) << points_places;
  return std::max<std::int64_t>(1, ends + binary_logarithm(share));
}

}  // namespace kith::sales
