// SPDX-License-Identifier: Apache-2.0
#include "share.h"

#include <cmath>

namespace kith::people {
namespace {

std::int32_t in_ten_thousandths(double value) {
  return static_cast<std::int32_t>(std::lround(value * 10'000));
}

}  // namespace

Share share_of(std::int64_t part, std::int64_t whole, std::int64_t least, const std::string& one,
               const std::string& more) {
  Share share{.n = whole};
  if (whole < least) {
    const std::int64_t lacking = least - whole;
    share.missing = std::to_string(lacking) + " more " + (lacking == 1 ? one : more);
    return share;
  }
  constexpr double z = 1.645;
  const auto n = static_cast<double>(whole);
  const double p = static_cast<double>(part) / n;
  const double centre = p + z * z / (2 * n);
  const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  share.status = FigureStatus::ok;
  share.value = in_ten_thousandths(p);
  share.lo = in_ten_thousandths((centre - spread) / scale);
  share.hi = in_ten_thousandths((centre + spread) / scale);
  return share;
}

}  // namespace kith::people
