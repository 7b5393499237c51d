// SPDX-License-Identifier: Apache-2.0
#include "measures.h"

#include <algorithm>

#include "episode.h"

namespace kith::logistics {

constexpr Statement list_opened_episodes{
    "list_opened_episodes",
    "SELECT opened_by, opened_at, acknowledged_at, reviewed_at, verdict FROM logistics_episode "
    "WHERE opened_at >= $from AND opened_at < $until ORDER BY opened_at, id"};

// State 2 is owned, 5 closed. What was opened again waits to be owned again.
constexpr Statement list_critical_episodes{
    "list_critical_episodes",
    "SELECT opened_by FROM logistics_episode WHERE opened_at < $until AND severity >= $severity "
    "AND owned_at > 0 AND owned_at <= $until "
    "AND (state BETWEEN 2 AND 4 OR (state >= 5 AND closed_at > $until)) ORDER BY opened_at, id"};

namespace {

constexpr Severity critical_severity = 600;

constexpr std::int64_t minute = std::chrono::microseconds(std::chrono::minutes(1)).count();

/// What is known at the end of a window is what had happened by then.
template <class Observe>
Result<std::vector<Observation>> observe(QueryContext& context, Window window, Observe observe) {
  const Time end = std::min(window.to, context.now());
  std::vector<Observation> observations;
  const std::unique_ptr<Rows> rows = KITH_TRY(
      context.reader().query(list_opened_episodes, {{"from", window.from}, {"until", window.to}}));
  while (KITH_TRY(rows->next())) {
    Observation observation{.message = {rows->integer(0)}};
    observe(observation, *rows, end);
    observations.push_back(observation);
  }
  return observations;
}

}  // namespace

Result<std::vector<Observation>> observe_acknowledgements(QueryContext& context, Window window) {
  return observe(context, window, [](Observation& observation, const Rows& rows, Time end) {
    const Time opened = rows.time(1);
    const Time seen = rows.time(2);
    observation.is_censored = !seen || seen > end;
    const Duration took = (observation.is_censored ? end : seen) - opened;
    observation.value = std::max<std::int64_t>(0, took.count() / minute);
  });
}

Result<std::vector<Observation>> observe_verdicts(QueryContext& context, Window window) {
  return observe(context, window, [](Observation& observation, const Rows& rows, Time end) {
    const Time reviewed = rows.time(3);
    observation.is_censored = !reviewed || reviewed > end;
    observation.value = rows.enumerator<Verdict>(4) == Verdict::right ? 1 : 0;
  });
}

Result<std::vector<Observation>> observe_critical(QueryContext& context, Window window) {
  std::vector<Observation> observations;
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_critical_episodes, {{"until", window.to}, {"severity", critical_severity}}));
  while (KITH_TRY(rows->next())) {
    observations.push_back({.value = 1, .message = {rows->integer(0)}});
  }
  return observations;
}

}  // namespace kith::logistics
