// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "gate.h"
#include "override.h"

namespace kith::marketing {

/// What the gate says at a moment: where it stands, what the last judged day said and by which
/// figures, and the override that runs. Before any day was judged, what can be said without
/// figures.
struct GateNow {
  Standing standing;
  DayVerdict verdict;
  DayFigures figures;
  std::optional<Override> running;

  bool is_open() const { return standing.state == GateState::open; }
  /// An override lets marketing publish, and opens nothing.
  bool may_publish() const { return is_open() || running; }
};

Result<GateNow> load_gate(Reader& reader, Time now);

/// What is answered instead of what a locked gate forbids: 423 with each criterion and what it
/// lacks.
Error locked_error(const GateNow& gate);

}  // namespace kith::marketing
