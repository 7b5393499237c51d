// SPDX-License-Identifier: Apache-2.0
#include "insight/figures.h"

#include <fmt/format.h>

#include <algorithm>

#include "insight/day.h"
#include "insight/survival.h"
#include "insight/wilson.h"

namespace kith::insight {
namespace {

std::int64_t counted(const Measure& measure, std::span<const Observation> observations) {
  if (measure.statistic != Statistic::share) {
    return static_cast<std::int64_t>(observations.size());
  }
  return std::ranges::count(observations, false, &Observation::is_censored);
}

std::int64_t most_days(const Growth& growth) {
  return std::max(growth.days, growth.at_most);
}

std::vector<Estimate> estimates_of(const Measure& measure,
                                   std::span<const Observation> observations) {
  switch (measure.statistic) {
    case Statistic::share: {
      const std::int64_t successes = std::ranges::count_if(
          observations,
          [](const Observation& each) { return !each.is_censored && each.value > 0; });
      return {share_estimate(successes, counted(measure, observations))};
    }
    case Statistic::duration: {
      const SurvivalCurve curve(observations);
      return {curve.quantile(0.5), curve.quantile(0.9)};
    }
    case Statistic::count: break;
  }
  const std::int64_t count = counted(measure, observations);
  const std::int64_t value = count * millionth;
  return {{.value = value, .lo = value, .hi = value, .n = count}};
}

FigureComputed make_figure(const Measure& measure, std::string metric, const Window& window,
                           const Estimate& estimate) {
  FigureComputed figure{.metric = std::move(metric),
                        .version = measure.version,
                        .from = window.from,
                        .to = window.to,
                        .value = estimate.value,
                        .lo = estimate.lo,
                        .hi = estimate.hi,
                        .is_at_least = estimate.is_at_least,
                        .n = estimate.n};
  if (measure.statistic != Statistic::count) {
    figure.missing = std::max<std::int64_t>(0, measure.least - estimate.n);
  }
  figure.status = figure.missing > 0 ? FigureStatus::insufficient : FigureStatus::ok;
  return figure;
}

}  // namespace

Result<Observed> observe(const Measure& measure, QueryContext& context, Time to) {
  const auto ask = [&](std::int64_t days) -> Result<Observed> {
    const Window window = days_before(to, days);
    return Observed{window, KITH_TRY(measure.observe(context, window))};
  };
  const Growth& growth = measure.growth;
  Observed found = KITH_TRY(ask(growth.days));
  const auto is_enough = [&](const Observed& observed) {
    return counted(measure, observed.observations) >= growth.enough;
  };
  std::int64_t too_few = growth.days;
  std::int64_t most = most_days(growth);
  if (most == too_few || is_enough(found)) {
    return found;
  }
  found = KITH_TRY(ask(most));
  if (!is_enough(found)) {
    return found;
  }
  // A longer window holds no fewer: the fewest days are found by halving.
  while (most - too_few > 1) {
    const std::int64_t days = too_few + (most - too_few) / 2;
    Observed between = KITH_TRY(ask(days));
    if (is_enough(between)) {
      most = days;
      found = std::move(between);
    } else {
      too_few = days;
    }
  }
  return found;
}

std::vector<std::string> metrics_of(const Measure& measure) {
  if (measure.statistic == Statistic::duration) {
    return {fmt::format("{}.median", measure.name), fmt::format("{}.p90", measure.name)};
  }
  return {std::string(measure.name)};
}

std::vector<FigureComputed> figures_of(const Measure& measure, const Observed& observed) {
  std::vector<FigureComputed> figures;
  const std::vector<Estimate> estimates = estimates_of(measure, observed.observations);
  std::vector<std::string> metrics = metrics_of(measure);
  for (std::size_t place = 0; place < estimates.size(); ++place) {
    figures.push_back(
        make_figure(measure, std::move(metrics[place]), observed.window, estimates[place]));
  }
  return figures;
}

std::vector<FigureComputed> stale_figures_of(const Measure& measure, Time to) {
  std::vector<FigureComputed> figures;
  for (std::string& metric : metrics_of(measure)) {
    FigureComputed stale =
        make_figure(measure, std::move(metric), days_before(to, measure.growth.days), {});
    stale.status = FigureStatus::stale;
    figures.push_back(std::move(stale));
  }
  return figures;
}

}  // namespace kith::insight
