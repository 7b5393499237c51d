// SPDX-License-Identifier: Apache-2.0
#include "gate_store.h"

namespace kith::marketing {

constexpr Statement find_figure{
    "find_figure",
    "SELECT from_at, value, lo, hi, n, missing, status, version, is_at_least FROM marketing_figure "
    "WHERE day = $day AND input = $input"};
constexpr Statement save_figure{
    "save_figure",
    "INSERT INTO marketing_figure(day, input, version, from_at, value, lo, hi, n, missing, status, "
    "is_at_least) VALUES($day, $input, $version, $from, $value, $lo, $hi, $n, $missing, $status, "
    "$is_at_least) "
    "ON CONFLICT(day, input) DO UPDATE SET version = excluded.version, "
    "from_at = excluded.from_at, value = excluded.value, lo = excluded.lo, hi = excluded.hi, "
    "n = excluded.n, missing = excluded.missing, status = excluded.status, "
    "is_at_least = excluded.is_at_least"};
constexpr Statement find_gate_day{
    "find_gate_day",
    "SELECT verdicts, without_owner, has_critical_alert, has_low_coverage, state, reason, since, "
    "entered_days, failed_days FROM marketing_gate_day WHERE day = $day"};
constexpr Statement save_gate_day{
    "save_gate_day",
    "INSERT INTO marketing_gate_day(day, verdicts, without_owner, has_critical_alert, "
    "has_low_coverage, state, reason, since, entered_days, failed_days) "
    "VALUES($day, $verdicts, $without_owner, $critical, $low, $state, $reason, $since, $entered, "
    "$failed) "
    "ON CONFLICT(day) DO UPDATE SET verdicts = excluded.verdicts, "
    "without_owner = excluded.without_owner, has_critical_alert = excluded.has_critical_alert, "
    "has_low_coverage = excluded.has_low_coverage, state = excluded.state, "
    "reason = excluded.reason, since = excluded.since, entered_days = excluded.entered_days, "
    "failed_days = excluded.failed_days"};
constexpr Statement find_gate{
    "find_gate", "SELECT first_day, last_day, changed_in FROM marketing_gate WHERE id = $id"};
constexpr Statement save_gate{
    "save_gate",
    "INSERT INTO marketing_gate(id, first_day, last_day, changed_in) "
    "VALUES($id, $first_day, $last_day, $changed_in) ON CONFLICT(id) DO UPDATE SET "
    "first_day = excluded.first_day, last_day = excluded.last_day, "
    "changed_in = excluded.changed_in"};

namespace {

constexpr unsigned bits_of_verdict = 2;

std::int64_t packed(const DayVerdict& verdict) {
  std::int64_t bits = 0;
  for (const Criterion each : criteria) {
    const auto place = static_cast<std::size_t>(each);
    bits |= static_cast<std::int64_t>(verdict.of[place]) << (bits_of_verdict * place);
  }
  return bits;
}

void unpack(std::int64_t bits, DayVerdict& verdict) {
  for (GateVerdict& each : verdict.of) {
    each = static_cast<GateVerdict>(bits & 3);
    bits >>= bits_of_verdict;
  }
}

template <std::size_t Size>
std::int64_t without(const std::array<bool, Size>& has) {
  std::int64_t bits = 0;
  for (std::size_t each = 0; each < Size; ++each) {
    bits |= std::int64_t{!has[each]} << each;
  }
  return bits;
}

}  // namespace

Result<std::optional<FigureRow>> FigureTable::load(Reader& reader, Key key) {
  const auto [day, input] = key;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_figure, {{"day", day}, {"input", input}}));
  if (!KITH_TRY(rows->next())) {
    return std::nullopt;
  }
  return FigureRow{
      .input = static_cast<Input>(input),
      .figure = {.metric = std::string(input_names.at(static_cast<std::size_t>(input))),
                 .version = static_cast<int>(rows->integer(7)),
                 .from = rows->time(0),
                 .to = day,
                 .value = rows->integer(1),
                 .lo = rows->integer(2),
                 .hi = rows->maybe_integer(3),
                 .is_at_least = rows->flag(8),
                 .n = rows->integer(4),
                 .missing = rows->integer(5),
                 .status = rows->enumerator<FigureStatus>(6)}};
}

void FigureTable::save(WriteSet& writes, const FigureRow& row) {
  writes.run(save_figure, {{"day", row.figure.to},
                           {"input", static_cast<int>(row.input)},
                           {"version", row.figure.version},
                           {"from", row.figure.from},
                           {"value", row.figure.value},
                           {"lo", row.figure.lo},
                           {"hi", row.figure.hi},
                           {"n", row.figure.n},
                           {"missing", row.figure.missing},
                           {"status", static_cast<int>(row.figure.status)},
                           {"is_at_least", row.figure.is_at_least}});
}

GateDay gate_day_of(const Rows& rows, Time day) {
  GateDay row{.verdict = {.has_critical_alert = rows.flag(2), .has_low_coverage = rows.flag(3)},
              .standing = {.day = day,
                           .state = rows.enumerator<GateState>(4),
                           .reason = rows.enumerator<GateReason>(5),
                           .since = rows.time(6),
                           .entered_days = static_cast<std::int32_t>(rows.integer(7)),
                           .failed_days = static_cast<std::int32_t>(rows.integer(8))}};
  unpack(rows.integer(0), row.verdict);
  for (std::size_t each = 0; each < row.has_owner.size(); ++each) {
    row.has_owner[each] = ((rows.integer(1) >> each) & 1) == 0;
  }
  return row;
}

Result<std::optional<GateDay>> GateDayTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_gate_day, {{"day", key}}));
  return KITH_TRY(rows->next()) ? std::optional(gate_day_of(*rows, key)) : std::nullopt;
}

void GateDayTable::save(WriteSet& writes, const GateDay& row) {
  writes.run(save_gate_day, {{"day", row.standing.day},
                             {"verdicts", packed(row.verdict)},
                             {"without_owner", without(row.has_owner)},
                             {"critical", row.verdict.has_critical_alert},
                             {"low", row.verdict.has_low_coverage},
                             {"state", static_cast<int>(row.standing.state)},
                             {"reason", static_cast<int>(row.standing.reason)},
                             {"since", row.standing.since},
                             {"entered", row.standing.entered_days},
                             {"failed", row.standing.failed_days}});
}

Result<std::optional<Gate>> GateTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_gate, {{"id", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::nullopt;
  }
  return Gate{
      .first_day = rows->time(0), .last_day = rows->time(1), .changed_in = rows->integer(2)};
}

void GateTable::save(WriteSet& writes, const Gate& row) {
  writes.run(save_gate, {{"id", only},
                         {"first_day", row.first_day},
                         {"last_day", row.last_day},
                         {"changed_in", row.changed_in}});
}

}  // namespace kith::marketing
