// SPDX-License-Identifier: Apache-2.0
#include "insight/survival.h"

#include <algorithm>

#include "insight/wilson.h"

namespace kith::insight {
namespace {

// Shares that are the same on paper differ by less than this after many products.
constexpr double close_enough = 1e-9;

}  // namespace

SurvivalCurve::SurvivalCurve(std::span<const Observation> observations)
    : n_(static_cast<std::int64_t>(observations.size())) {
  std::vector<std::pair<std::int64_t, bool>> ended;
  for (const Observation& each : observations) {
    ended.emplace_back(each.value, each.is_censored);
    longest_ = std::max(longest_, each.value);
  }
  std::ranges::sort(ended);
  double waiting = 1;
  double greenwood = 0;
  auto worth = static_cast<double>(n_);
  for (std::size_t place = 0; place < ended.size();) {
    const std::int64_t time = ended[place].first;
    const auto at_risk = static_cast<double>(ended.size() - place);
    double happened = 0;
    for (; place < ended.size() && ended[place].first == time; ++place) {
      happened += ended[place].second ? 0 : 1;
    }
    if (happened == 0) {
      continue;
    }
    waiting *= 1 - happened / at_risk;
    if (at_risk > happened) {
      greenwood += happened / (at_risk * (at_risk - happened));
      worth = (1 - waiting) / (waiting * greenwood);
    }
    const ShareBounds bounds = wilson_bounds(waiting, worth);
    steps_.push_back({time, waiting, bounds.lo, bounds.hi});
  }
}

Estimate SurvivalCurve::quantile(double share) const {
  const double rest = 1 - share + close_enough;
  Estimate estimate{.n = n_};
  const auto first = [&](double Step::* side) {
    return std::ranges::find_if(steps_, [&](const Step& step) { return step.*side <= rest; });
  };
  const auto in_millionths = [](std::int64_t time) { return time * millionth; };
  const auto value = first(&Step::waiting);
  const auto lo = first(&Step::lo);
  const auto hi = first(&Step::hi);
  estimate.is_at_least = value == steps_.end();
  estimate.value = in_millionths(estimate.is_at_least ? longest_ : value->time);
  estimate.lo = in_millionths(lo == steps_.end() ? longest_ : lo->time);
  if (hi != steps_.end()) {
    estimate.hi = in_millionths(hi->time);
  }
  return estimate;
}

}  // namespace kith::insight
