// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <kith/key.h>
#include <kith/projection.h>

#include "gate.h"

/// The projections of the gate, a row at a time.
namespace kith::marketing {

extern const Statement find_figure;
extern const Statement save_figure;
extern const Statement find_gate_day;
extern const Statement save_gate_day;
extern const Statement find_gate;
extern const Statement save_gate;

/// A figure of a day, and which one it is.
struct FigureRow {
  Input input = Input::coverage;
  FigureComputed figure;
};

/// By the end of the day and the Input, as a number.
struct FigureTable {
  using Key = kith::Key<Time, std::int64_t>;
  using Row = FigureRow;
  static Key key_of(Time day, Input input) { return {day, static_cast<std::int64_t>(input)}; }
  static Result<std::optional<FigureRow>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const FigureRow& row);
};

/// What a day said, and where the gate stood after it.
struct GateDay {
  DayVerdict verdict;
  std::array<bool, departments_with_owner.size()> has_owner{};
  Standing standing;
};

/// Of a row of find_gate_day.
GateDay gate_day_of(const Rows& rows, Time day);

/// By the end of the day.
struct GateDayTable {
  using Key = Time;
  using Row = GateDay;
  static Result<std::optional<GateDay>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const GateDay& row);
};

/// From which to which day there are verdicts, and the event by which the gate last changed.
struct Gate {
  Time first_day;
  Time last_day;
  Sequence changed_in = 0;
};

/// The one row, by the number 1.
struct GateTable {
  using Key = std::int64_t;
  using Row = Gate;
  static constexpr Key only = 1;
  static Result<std::optional<Gate>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Gate& row);
};

}  // namespace kith::marketing
