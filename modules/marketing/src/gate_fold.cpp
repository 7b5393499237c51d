// SPDX-License-Identifier: Apache-2.0
#include "gate_fold.h"

#include <algorithm>

#include "gate_store.h"
#include "owner_store.h"

namespace kith::marketing {
namespace {

/// The member of an evaluation that a criterion's verdict is.
constexpr std::array<GateVerdict GateEvaluated::*, criteria.size()> verdict_members{
    &GateEvaluated::coverage,     &GateEvaluated::speed, &GateEvaluated::resolution,
    &GateEvaluated::satisfaction, &GateEvaluated::debt,  &GateEvaluated::experience,
    &GateEvaluated::alignment};

std::array<bool, departments_with_owner.size()> owners_of(const GateEvaluated& body) {
  std::array<bool, departments_with_owner.size()> has_owner{};
  for (std::size_t each = 0; each < has_owner.size(); ++each) {
    has_owner[each] = std::ranges::find(body.without_owner, departments_with_owner[each]) ==
                      body.without_owner.end();
  }
  return has_owner;
}

/// Where the gate stood after the day that was judged before `day`. Days are looked for one by one,
/// because there is nearly always one right before.
Result<Standing> standing_before(ApplyContext& context, const Gate& gate, Time day) {
  for (Time before = day - one_day; gate.first_day && before >= gate.first_day;
       before = before - one_day) {
    if (const GateDay* const row = KITH_TRY(context.find<GateDayTable>(before))) {
      return row->standing;
    }
  }
  return Standing{};
}

/// Days that were judged before an earlier one was stand on that one now.
Result<void> advance_later_days(ApplyContext& context, const Gate& gate, Standing standing) {
  for (Time day = standing.day + one_day; day <= gate.last_day; day = day + one_day) {
    if (KITH_TRY(context.find<GateDayTable>(day)) != nullptr) {
      GateDay* const row = KITH_TRY(context.edit<GateDayTable>(day));
      row->standing = advance(standing, day, row->verdict);
      standing = row->standing;
    }
  }
  return {};
}

Result<GateState> state_at_end(ApplyContext& context, const Gate& gate) {
  const GateDay* const last = KITH_TRY(context.find<GateDayTable>(gate.last_day));
  return last == nullptr ? GateState::locked : last->standing.state;
}

}  // namespace

DayVerdict verdict_of(const GateEvaluated& body) {
  DayVerdict verdict{.has_critical_alert = body.has_critical_alert,
                     .has_low_coverage = body.has_low_coverage};
  for (std::size_t each = 0; each < verdict_members.size(); ++each) {
    verdict.of[each] = body.*verdict_members[each];
  }
  return verdict;
}

GateEvaluated body_of(Time day, const DayVerdict& verdict) {
  GateEvaluated body{.day = day,
                     .has_critical_alert = verdict.has_critical_alert,
                     .has_low_coverage = verdict.has_low_coverage};
  for (std::size_t each = 0; each < verdict_members.size(); ++each) {
    body.*verdict_members[each] = verdict.of[each];
  }
  return body;
}

Result<void> fold_figure(ApplyContext& context, const Event<FigureComputed>& event) {
  const FigureComputed& told = event.body;
  const auto name = std::ranges::find(input_names, told.metric);
  if (name == input_names.end()) {
    return {};
  }
  const auto input = static_cast<Input>(name - input_names.begin());
  FigureRow* const row = KITH_TRY(context.edit<FigureTable>(FigureTable::key_of(told.to, input)));
  *row = {.input = input, .figure = told};
  return {};
}

Result<void> evaluate_day(DecideContext& context, const Event<FiguresCompleted>& event) {
  const Time day = event.body.to;
  const bool is_judged = KITH_TRY(context.find<GateDayTable>(day)) != nullptr;
  if (is_judged || day.microseconds % one_day.count() != 0) {
    return {};
  }
  DayFigures figures;
  for (std::size_t each = 0; each < input_names.size(); ++each) {
    const FigureRow* const row =
        KITH_TRY(context.find<FigureTable>(FigureTable::key_of(day, static_cast<Input>(each))));
    if (row != nullptr) {
      figures.figures[each] = row->figure;
    }
  }
  std::vector<Department> without_owner;
  const std::vector<Owner> owners = KITH_TRY(load_owners(context.reader()));
  for (std::size_t each = 0; each < owners.size(); ++each) {
    figures.has_owner[each] = owners[each].is_there();
    if (!figures.has_owner[each]) {
      without_owner.push_back(owners[each].department);
    }
  }
  GateEvaluated body = body_of(day, judge(figures));
  body.without_owner = std::move(without_owner);
  context.emit(event.head.subject, std::move(body));
  return {};
}

// The first evaluation of a day stands: what it rested on is not as it was any more.
Result<void> fold_evaluation(ApplyContext& context, const Event<GateEvaluated>& event) {
  const Time day = event.body.day;
  if (KITH_TRY(context.find<GateDayTable>(day)) != nullptr) {
    return {};
  }
  Gate* const gate = KITH_TRY(context.edit<GateTable>(GateTable::only));
  const GateState before = KITH_TRY(state_at_end(context, *gate));
  const DayVerdict verdict = verdict_of(event.body);
  const Standing standing = advance(KITH_TRY(standing_before(context, *gate, day)), day, verdict);
  *KITH_TRY(context.edit<GateDayTable>(day)) = {
      .verdict = verdict, .has_owner = owners_of(event.body), .standing = standing};
  gate->first_day = gate->first_day ? std::min(gate->first_day, day) : day;
  gate->last_day = std::max(gate->last_day, day);
  KITH_CHECK(advance_later_days(context, *gate, standing));
  if (KITH_TRY(state_at_end(context, *gate)) != before) {
    gate->changed_in = event.head.sequence;
  }
  return {};
}

Result<void> tell_change(DecideContext& context, const Event<GateEvaluated>& event) {
  const Gate* const gate = KITH_TRY(context.find<GateTable>(GateTable::only));
  if (gate == nullptr || gate->changed_in != event.head.sequence) {
    return {};
  }
  const GateDay* const last = KITH_TRY(context.find<GateDayTable>(gate->last_day));
  if (last != nullptr) {
    context.emit(event.head.subject, GateChanged{.state = last->standing.state,
                                                 .reason = last->standing.reason,
                                                 .since = last->standing.since});
  }
  return {};
}

}  // namespace kith::marketing
