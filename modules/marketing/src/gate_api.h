// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gate_now.h"
#include "overrides_api.h"

/// The routes /gate and /gate/history.
namespace kith::marketing {

extern const Statement list_gate_days;

/// A figure behind a criterion, and where its messages are.
struct GateFigureView {
  FigureComputed figure;
  std::string inputs;

  static consteval auto describe() {
    return described("A figure behind a criterion.",
                     field<&GateFigureView::figure>("As insight told it."),
                     field<&GateFigureView::inputs>("Where the messages behind it are."));
  }
};

struct CriterionView {
  Criterion criterion = Criterion::coverage;
  std::string letter;
  std::string asks;
  GateVerdict verdict = GateVerdict::missing;
  std::string shortfall;
  std::vector<GateFigureView> figures;
  std::vector<Department> without_owner;

  static consteval auto describe() {
    return described(
        "One of the seven things that the gate asks for.",
        field<&CriterionView::criterion>("Which."),
        field<&CriterionView::letter>("Its short name."),
        field<&CriterionView::asks>("What it asks for."),
        field<&CriterionView::verdict>("enters: it is so; neither: it would keep an open gate open "
                                       "and opens none; fails; missing: it cannot be judged."),
        field<&CriterionView::shortfall>("What it lacks, in words; empty where it is so."),
        field<&CriterionView::figures>("The figures that it was judged by."),
        field<&CriterionView::without_owner>("alignment: departments without an owner."));
  }
};

struct GateView {
  GateState state = GateState::locked;
  GateReason reason = GateReason::never_opened;
  std::optional<Time> since;
  bool may_publish = false;
  std::optional<Time> judged;
  std::int32_t days_running = 0;
  std::int32_t days_needed = 0;
  std::int32_t days_failing = 0;
  std::string words;
  std::vector<CriterionView> criteria;
  std::optional<OverrideView> running_override;

  static consteval auto describe() {
    return described(
        "Whether marketing has earned to be loud.",
        field<&GateView::state>("open or locked. No override changes it."),
        field<&GateView::reason>("Why it is so."),
        field<&GateView::since>("Since the end of which day; absent: it was never open."),
        field<&GateView::may_publish>("Whether it is open, or an override runs."),
        field<&GateView::judged>("The end of the day that was judged last; absent: none was."),
        field<&GateView::days_running>("On how many days running all seven were so."),
        field<&GateView::days_needed>("How many it takes to open."),
        field<&GateView::days_failing>("On how many days running one failed; 3 lock it."),
        field<&GateView::words>("The same in words."),
        field<&GateView::criteria>("The seven, R1 to R7."),
        field<&GateView::running_override>("The override that runs, if one does."));
  }
};

struct GateDayView {
  Time day;
  GateState state = GateState::locked;
  GateReason reason = GateReason::never_opened;
  std::int32_t days_running = 0;
  std::int32_t days_failing = 0;
  std::vector<GateVerdict> verdicts;

  static consteval auto describe() {
    return described(
        "What a day said, and where the gate stood after it.",
        field<&GateDayView::day>("When it ended."),
        field<&GateDayView::state>("open or locked after it."), field<&GateDayView::reason>("Why."),
        field<&GateDayView::days_running>("On how many days running all seven were so."),
        field<&GateDayView::days_failing>("On how many days running one failed."),
        field<&GateDayView::verdicts>("What it said of R1 to R7, in that order."));
  }
};

struct ListGateDays {
  std::int32_t limit = 28;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("The days that were judged, newest first.",
                     field<&ListGateDays::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListGateDays::cursor>("Where the page before ended."));
  }
};

Result<GateView> get_gate(QueryContext& context, const Nothing& input);
Result<Page<GateDayView>> list_gate_history(QueryContext& context, const ListGateDays& input);

}  // namespace kith::marketing
