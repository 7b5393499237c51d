// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>

#include "gate_events.h"

/// How figures become days of the gate: the applies fold what was told, the decides judge a day
/// once its figures are all there, and tell when the gate opens or is locked.
namespace kith::marketing {

Result<void> fold_figure(ApplyContext& context, const Event<FigureComputed>& event);
Result<void> fold_evaluation(ApplyContext& context, const Event<GateEvaluated>& event);

Result<void> evaluate_day(DecideContext& context, const Event<FiguresCompleted>& event);
Result<void> tell_change(DecideContext& context, const Event<GateEvaluated>& event);

}  // namespace kith::marketing
