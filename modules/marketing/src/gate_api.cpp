// SPDX-License-Identifier: Apache-2.0
#include "gate_api.h"

#include <limits>

#include <kith/page_cursor.h>

#include "gate_store.h"
#include "gate_words.h"

namespace kith::marketing {

constexpr Statement list_gate_days{
    "list_gate_days",
    "SELECT verdicts, without_owner, has_critical_alert, has_low_coverage, state, reason, since, "
    "entered_days, failed_days, day FROM marketing_gate_day WHERE day < $before "
    "ORDER BY day DESC LIMIT $rows"};

namespace {

std::vector<Input> inputs_of(Criterion criterion) {
  switch (criterion) {
    case Criterion::coverage: return {Input::coverage};
    case Criterion::speed: return {Input::reply_median, Input::reply_ninth};
    case Criterion::resolution: return {Input::held};
    case Criterion::satisfaction: return {Input::csat, Input::csat_answers, Input::survey_response};
    case Criterion::debt: return {Input::past_due, Input::inflow, Input::critical};
    case Criterion::experience: return {Input::experience};
    case Criterion::alignment: return {told_by(0), told_by(1), told_by(2), told_by(3), told_by(4)};
  }
  return {};
}

std::string padded(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// The day that begins at `time`, as 2026-01-31.
std::string date_of(Time time) {
  const std::chrono::year_month_day date(std::chrono::sys_days(
      std::chrono::duration_cast<std::chrono::days>(Duration(time.microseconds))));
  return std::to_string(static_cast<int>(date.year())) + "-" +
         padded(static_cast<unsigned>(date.month())) + "-" +
         padded(static_cast<unsigned>(date.day()));
}

GateFigureView view_of(const FigureComputed& figure) {
  return {.figure = figure,
          .inputs = "/api/v1/figures/" + figure.metric + "/inputs?to=" + date_of(figure.to) +
                    "T00:00:00Z"};
}

CriterionView view_of(Criterion criterion, const GateNow& gate) {
  const GateVerdict verdict = gate.verdict.of[static_cast<std::size_t>(criterion)];
  CriterionView view{.criterion = criterion,
                     .letter = std::string(letter_of(criterion)),
                     .asks = std::string(asked_by(criterion)),
                     .verdict = verdict,
                     .shortfall = shortfall_of(criterion, verdict, gate.figures)};
  for (const Input input : inputs_of(criterion)) {
    if (const FigureComputed* const figure = gate.figures.find(input)) {
      view.figures.push_back(view_of(*figure));
    }
  }
  for (std::size_t each = 0; each < departments_with_owner.size(); ++each) {
    if (criterion == Criterion::alignment && !gate.figures.has_owner[each]) {
      view.without_owner.push_back(departments_with_owner[each]);
    }
  }
  return view;
}

std::string words_of(const GateNow& gate) {
  std::string words = std::string(gate.is_open() ? "Open. " : "Locked. ") +
                      std::string(meaning_of(gate.standing.reason));
  if (!gate.is_open()) {
    words += " It opens after " + days_lacking(gate.standing);
  }
  if (gate.running) {
    words += " An override lets marketing publish all the same; the gate stays locked.";
  }
  return words;
}

}  // namespace

Result<GateView> get_gate(QueryContext& context, const Nothing&) {
  const GateNow gate = KITH_TRY(load_gate(context.reader(), context.now()));
  GateView view{.state = gate.standing.state,
                .reason = gate.standing.reason,
                .may_publish = gate.may_publish(),
                .days_running = gate.standing.entered_days,
                .days_needed = asked::days_to_open,
                .days_failing = gate.standing.failed_days,
                .words = words_of(gate)};
  if (gate.standing.since) {
    view.since = gate.standing.since;
  }
  if (gate.standing.day) {
    view.judged = gate.standing.day;
  }
  for (const Criterion criterion : criteria) {
    view.criteria.push_back(view_of(criterion, gate));
  }
  if (gate.running) {
    view.running_override = view_of(*gate.running, context.now());
  }
  return view;
}

Result<Page<GateDayView>> list_gate_history(QueryContext& context, const ListGateDays& input) {
  constexpr std::string_view list = "marketing.gate_days";
  PagePlace before{.key = std::numeric_limits<std::int64_t>::max()};
  if (input.cursor) {
    before = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(
      context.reader().query(list_gate_days, {{"before", before.key}, {"rows", input.limit + 1}}));
  return read_page<GateDayView>(
      *rows, input.limit, list,
      [](const Rows& row) {
        const GateDay day = gate_day_of(row, row.time(9));
        return GateDayView{.day = day.standing.day,
                           .state = day.standing.state,
                           .reason = day.standing.reason,
                           .days_running = day.standing.entered_days,
                           .days_failing = day.standing.failed_days,
                           .verdicts = {day.verdict.of.begin(), day.verdict.of.end()}};
      },
      [](const GateDayView& day) { return PagePlace{.key = day.day.microseconds}; });
}

}  // namespace kith::marketing
