// SPDX-License-Identifier: Apache-2.0
#include "gate_now.h"

#include <algorithm>

#include "gate_store.h"
#include "gate_words.h"
#include "owner_store.h"

namespace kith::marketing {
namespace {

Result<DayFigures> load_figures(Reader& reader, Time day) {
  DayFigures figures;
  for (std::size_t each = 0; each < input_names.size(); ++each) {
    const FigureTable::Key key = FigureTable::key_of(day, static_cast<Input>(each));
    if (const std::optional<FigureRow> row = KITH_TRY(FigureTable::load(reader, key))) {
      figures.figures[each] = row->figure;
    }
  }
  return figures;
}

}  // namespace

Result<GateNow> load_gate(Reader& reader, Time now) {
  GateNow gate{.running = KITH_TRY(load_running_override(reader, now))};
  const std::optional<Gate> days = KITH_TRY(GateTable::load(reader, GateTable::only));
  std::optional<GateDay> last;
  if (days) {
    last = KITH_TRY(GateDayTable::load(reader, days->last_day));
  }
  if (last) {
    gate.standing = standing_at(last->standing, now);
    gate.verdict = last->verdict;
    gate.figures = KITH_TRY(load_figures(reader, days->last_day));
    gate.figures.has_owner = last->has_owner;
    return gate;
  }
  const std::vector<Owner> owners = KITH_TRY(load_owners(reader));
  std::ranges::transform(owners, gate.figures.has_owner.begin(), &Owner::is_there);
  gate.verdict = judge(gate.figures);
  return gate;
}

Error locked_error(const GateNow& gate) {
  Error error{.code = ErrorCode::locked,
              .message = "Marketing is locked. " + std::string(meaning_of(gate.standing.reason)) +
                         " It opens after " + days_lacking(gate.standing)};
  for (const Criterion criterion : criteria) {
    const GateVerdict verdict = gate.verdict.of[static_cast<std::size_t>(criterion)];
    const std::string lacking = shortfall_of(criterion, verdict, gate.figures);
    error.faults.push_back({.pointer = "",
                            .code = std::string(letter_of(criterion)),
                            .message = std::string(asked_by(criterion)) + " " +
                                       (lacking.empty() ? "It is so." : lacking)});
  }
  return error;
}

}  // namespace kith::marketing
