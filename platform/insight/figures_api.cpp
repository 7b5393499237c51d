// SPDX-License-Identifier: Apache-2.0
#include "insight/figures_api.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include <kith/page_cursor.h>

#include "base/rfc3339.h"
#include "conversation/messages_api.h"
#include "conversation/permissions.h"
#include "insight/day.h"
#include "insight/figure_store.h"

namespace kith::insight {
namespace {

constexpr Duration figure_lasts = day + day / 2;

constexpr Statement list_newest_figures{
    "list_newest_figures", "SELECT " KITH_FIGURE_COLUMNS
                           " FROM figure "
                           "WHERE to_at = (SELECT max(to_at) FROM figure_day) ORDER BY metric"};
constexpr Statement list_figures_of_metric{
    "list_figures_of_metric", "SELECT " KITH_FIGURE_COLUMNS
                              " FROM figure WHERE metric = $metric AND to_at < $before "
                              "ORDER BY to_at DESC LIMIT $most"};

// As fast as they came: so many of the window's days for each.
std::optional<std::int64_t> missing_days(const FigureComputed& figure) {
  if (figure.missing == 0 || figure.n == 0) {
    return std::nullopt;
  }
  const std::int64_t days = (figure.to - figure.from) / day;
  return (figure.missing * days + figure.n - 1) / figure.n;
}

FigureView view_of(const Rows& rows, const MeasureList& measures) {
  FigureComputed figure = figure_of(rows);
  FigureView view{.from = figure.from,
                  .to = figure.to,
                  .status = figure.status,
                  .value = figure.value,
                  .lo = figure.lo,
                  .hi = figure.hi,
                  .is_at_least = figure.is_at_least,
                  .n = figure.n,
                  .missing = figure.missing,
                  .missing_days = missing_days(figure),
                  .version = figure.version,
                  .inputs = fmt::format("/api/v1/figures/{}/inputs?to={}", figure.metric,
                                        to_rfc3339(figure.to))};
  if (const Measure* measure = measures.find(figure.metric)) {
    view.meaning = measure->meaning;
    view.unit = measure->unit;
  }
  view.metric = std::move(figure.metric);
  return view;
}

Result<Page<FigureView>> newest_figures(QueryContext& context, const MeasureList& measures) {
  Page<FigureView> page;
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(list_newest_figures));
  while (KITH_TRY(rows->next())) {
    page.items.push_back(view_of(*rows, measures));
    FigureView& view = page.items.back();
    if (view.to + figure_lasts < context.now()) {
      view.status = FigureStatus::stale;
    }
  }
  return page;
}

Result<FigureComputed> find(Reader& reader, const ListInputs& input) {
  const std::optional<Time> to = input.to ? input.to : KITH_TRY(newest_day(reader));
  std::optional<FigureComputed> figure;
  if (to) {
    figure = KITH_TRY(find_figure(reader, input.metric, *to));
  }
  if (!figure) {
    return fail(ErrorCode::not_found, "There is no such figure for that day.");
  }
  return *std::move(figure);
}

}  // namespace

std::span<const Statement* const> figures_api_statements() {
  static constexpr const Statement* all[] = {&list_newest_figures, &list_figures_of_metric};
  return all;
}

Result<Page<FigureView>> list_figures(QueryContext& context, const ListFigures& input,
                                      const MeasureList& measures) {
  if (!input.metric) {
    return newest_figures(context, measures);
  }
  const std::string list = "figures " + *input.metric;
  const PagePlace before = input.cursor
                               ? KITH_TRY(open_page_cursor(list, *input.cursor))
                               : PagePlace{.key = std::numeric_limits<std::int64_t>::max()};
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_figures_of_metric,
      {{"metric", *input.metric}, {"before", before.key}, {"most", input.limit + 1}}));
  return read_page<FigureView>(
      *rows, input.limit, list, [&](const Rows& row) { return view_of(row, measures); },
      [](const FigureView& view) { return PagePlace{.key = view.to.microseconds}; });
}

Result<FigureInputs> list_inputs(QueryContext& context, const ListInputs& input,
                                 const MeasureList& measures) {
  KITH_CHECK(context.require(conversation::conversation_read));
  const FigureComputed figure = KITH_TRY(find(context.reader(), input));
  const Measure* measure = measures.find(figure.metric);
  if (measure == nullptr || measure->version != figure.version) {
    return fail(ErrorCode::not_found,
                "What brought this figure is not there any more, or says something else now.");
  }
  if (measure->permission != nullptr) {
    KITH_CHECK(context.require(*measure->permission));
  }
  QueryContext then(context.caller(), context.reader(), context.texts(), figure.to);
  std::vector<Observation> observations =
      KITH_TRY(measure->observe(then, {figure.from, figure.to}));
  std::erase_if(observations, [](const Observation& each) { return !each.message.value; });
  std::ranges::sort(observations, [](const Observation& left, const Observation& right) {
    return std::tuple(right.message, left.value, left.is_censored) <
           std::tuple(left.message, right.value, right.is_censored);
  });
  FigureInputs inputs{.metric = figure.metric, .from = figure.from, .to = figure.to};
  const auto most = static_cast<std::size_t>(input.limit);
  inputs.has_more = observations.size() > most;
  observations.resize(std::min(observations.size(), most));
  conversation::SomeMessages named;
  for (const Observation& each : observations) {
    named.ids.push_back(each.message);
  }
  std::unordered_set<MessageId> readable;
  for (const auto& message : KITH_TRY(conversation::some_messages(context, named)).items) {
    readable.insert(message.id);
  }
  for (const Observation& each : observations) {
    if (readable.contains(each.message)) {
      inputs.items.push_back({each.message, each.value, each.is_censored});
    }
  }
  return inputs;
}

}  // namespace kith::insight
