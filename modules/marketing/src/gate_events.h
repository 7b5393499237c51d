// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <kith/described.h>

#include "gate.h"

/// What marketing tells of the gate. Numbers and words of lists alone: sentences are made when
/// somebody asks.
namespace kith::marketing {

struct GateEvaluated {
  static constexpr std::string_view event_type = "marketing.gate_evaluated.v1";
  static constexpr Noun event_noun = Noun::workspace;

  Time day;
  GateVerdict coverage = GateVerdict::missing;
  GateVerdict speed = GateVerdict::missing;
  GateVerdict resolution = GateVerdict::missing;
  GateVerdict satisfaction = GateVerdict::missing;
  GateVerdict debt = GateVerdict::missing;
  GateVerdict experience = GateVerdict::missing;
  GateVerdict alignment = GateVerdict::missing;
  bool has_critical_alert = false;
  bool has_low_coverage = false;
  std::vector<Department> without_owner;

  static consteval auto describe() {
    return described(
        "What a day says of each criterion of the gate.",
        field<&GateEvaluated::day>("When that day ended (UTC)."),
        field<&GateEvaluated::coverage>("R1, whether those who need a reply get one."),
        field<&GateEvaluated::speed>("R2, how long they wait for it."),
        field<&GateEvaluated::resolution>("R3, whether what was resolved stays so."),
        field<&GateEvaluated::satisfaction>("R4, how those who were asked say it was."),
        field<&GateEvaluated::debt>("R5, what is past due, and critical alerts."),
        field<&GateEvaluated::experience>("R6, what people tell of their experience."),
        field<&GateEvaluated::alignment>("R7, whether all departments close their loops."),
        field<&GateEvaluated::has_critical_alert>("Whether a critical alert was open."),
        field<&GateEvaluated::has_low_coverage>("Whether fewer than 75 % got a reply in time."),
        field<&GateEvaluated::without_owner>("Departments that had no owner."));
  }
};

struct GateChanged {
  static constexpr std::string_view event_type = "marketing.gate_changed.v1";
  static constexpr Noun event_noun = Noun::workspace;

  GateState state = GateState::locked;
  GateReason reason = GateReason::never_opened;
  Time since;

  static consteval auto describe() {
    return described("The gate opened, or was locked. No override is told by this: it opens none.",
                     field<&GateChanged::state>("What it is."), field<&GateChanged::reason>("Why."),
                     field<&GateChanged::since>("The end of the day that made it so."));
  }
};

DayVerdict verdict_of(const GateEvaluated& body);
GateEvaluated body_of(Time day, const DayVerdict& verdict);

}  // namespace kith::marketing
