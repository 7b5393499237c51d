// SPDX-License-Identifier: Apache-2.0
#include "pulse_store.h"

#include <cstring>

namespace kith::logistics {

constexpr Statement find_pulse{
    "find_pulse",
    "SELECT bins, mean, variance, hours, open_bin, people, episode, alarmed_by, effect, "
    "drift_days, "
    "drift_rate, drift_sum, drift_people FROM logistics_pulse WHERE watch = $watch"};
constexpr Statement save_pulse{
    "save_pulse",
    "INSERT INTO logistics_pulse(watch, bins, mean, variance, hours, open_bin, people, episode, "
    "alarmed_by, effect, drift_days, drift_rate, drift_sum, drift_people) VALUES($watch, $bins, "
    "$mean, $variance, $hours, $open_bin, $people, "
    "$episode, $alarmed_by, $effect, $drift_days, $drift_rate, $drift_sum, $drift_people) ON "
    "CONFLICT(watch) DO UPDATE SET bins = $bins, "
    "mean = $mean, variance = $variance, hours = $hours, open_bin = $open_bin, people = $people, "
    "episode = $episode, alarmed_by = $alarmed_by, effect = $effect, drift_days = $drift_days, "
    "drift_rate = $drift_rate, drift_sum = $drift_sum, drift_people = $drift_people"};

Result<std::optional<Pulse>> PulseTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_pulse, {{"watch", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Pulse>();
  }
  Pulse row{.watch = key,
            .usual = {rows->integer(0), rows->integer(1), rows->integer(2)},
            .drift = {rows->integer(9), rows->integer(10), rows->integer(11), rows->integer(12)},
            .open_bin = rows->integer(4),
            .people = rows->integer(5),
            .episode = {rows->integer(6)},
            .alarmed_by = rows->integer(7),
            .effect = rows->enumerator<AlarmEffect>(8)};
  const std::string_view hours = rows->text(3);
  if (hours.size() != sizeof row.usual.hours) {
    return fail(ErrorCode::internal, "The hours of a pulse are not 24 numbers.");
  }
  std::memcpy(row.usual.hours.data(), hours.data(), hours.size());
  return std::optional(row);
}

void PulseTable::save(WriteSet& writes, const Pulse& row) {
  const Ewma& usual = row.usual;
  const std::string_view hours(reinterpret_cast<const char*>(usual.hours.data()),
                               sizeof usual.hours);
  writes.run(save_pulse, {{"watch", row.watch},
                          {"bins", usual.bins},
                          {"mean", usual.mean},
                          {"variance", usual.variance},
                          {"hours", Value::blob(hours)},
                          {"open_bin", row.open_bin},
                          {"people", row.people},
                          {"episode", row.episode},
                          {"alarmed_by", row.alarmed_by},
                          {"effect", static_cast<int>(row.effect)},
                          {"drift_days", row.drift.days},
                          {"drift_rate", row.drift.rate},
                          {"drift_sum", row.drift.sum},
                          {"drift_people", row.drift.people}});
}

}  // namespace kith::logistics
