// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/projection.h>

#include "pulse.h"

namespace kith::logistics {

extern const Statement find_pulse;
extern const Statement save_pulse;

/// The projection of pulses.
struct PulseTable {
  using Key = WatchId;
  using Row = Pulse;
  static Result<std::optional<Pulse>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Pulse& row);
};

}  // namespace kith::logistics
