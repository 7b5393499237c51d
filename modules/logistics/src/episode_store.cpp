// SPDX-License-Identifier: Apache-2.0
#include "episode_store.h"

namespace kith::logistics {

constexpr Statement find_episode{"find_episode", "SELECT " KITH_LOGISTICS_EPISODE_COLUMNS
                                                 " FROM logistics_episode WHERE id = $id"};
constexpr Statement save_episode{
    "save_episode",
    "INSERT INTO logistics_episode(id, watch, state, opened_at, opened_by, alarmed_at, severity, "
    "settled_severity, seen, expected, people, alarms, reopened, owner, acknowledged_at, owned_at, "
    "mitigating_at, told_at, closed_at, reviewed_at, shelved_until, cause, shelved_for, verdict, "
    "revision, detector) VALUES($id, $watch, $state, $opened_at, $opened_by, $alarmed_at, "
    "$severity, "
    "$settled_severity, $seen, $expected, $people, $alarms, $reopened, $owner, $acknowledged_at, "
    "$owned_at, $mitigating_at, $told_at, $closed_at, $reviewed_at, $shelved_until, $cause, "
    "$shelved_for, $verdict, $revision, $detector) ON CONFLICT(id) DO UPDATE SET state = $state, "
    "alarmed_at = $alarmed_at, severity = $severity, settled_severity = $settled_severity, "
    "seen = $seen, expected = $expected, people = $people, alarms = $alarms, "
    "reopened = $reopened, owner = $owner, acknowledged_at = $acknowledged_at, "
    "owned_at = $owned_at, mitigating_at = $mitigating_at, told_at = $told_at, "
    "closed_at = $closed_at, reviewed_at = $reviewed_at, shelved_until = $shelved_until, "
    "cause = $cause, shelved_for = $shelved_for, verdict = $verdict, revision = $revision, "
    "detector = $detector"};

Episode episode_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .watch = {rows.integer(1)},
          .state = rows.enumerator<EpisodeState>(2),
          .opened_at = rows.time(3),
          .opened_by = {rows.integer(4)},
          .alarmed_at = rows.time(5),
          .severity = rows.integer(6),
          .settled_severity = rows.integer(7),
          .detector = rows.enumerator<Detector>(25),
          .seen = rows.integer(8),
          .expected = rows.integer(9),
          .people = rows.integer(10),
          .alarms = rows.integer(11),
          .reopened = rows.integer(12),
          .owner = {rows.integer(13)},
          .acknowledged_at = rows.time(14),
          .owned_at = rows.time(15),
          .mitigating_at = rows.time(16),
          .told_at = rows.time(17),
          .closed_at = rows.time(18),
          .reviewed_at = rows.time(19),
          .shelved_until = rows.time(20),
          .cause = rows.string(21),
          .shelved_for = rows.string(22),
          .verdict = rows.enumerator<Verdict>(23),
          .revision = rows.integer(24)};
}

Result<std::optional<Episode>> EpisodeTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_episode, {{"id", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Episode>();
  }
  return std::optional(episode_of(*rows));
}

void EpisodeTable::save(WriteSet& writes, const Episode& row) {
  writes.run(save_episode, {{"id", row.id},
                            {"watch", row.watch},
                            {"state", static_cast<int>(row.state)},
                            {"opened_at", row.opened_at},
                            {"opened_by", row.opened_by},
                            {"alarmed_at", row.alarmed_at},
                            {"severity", row.severity},
                            {"settled_severity", row.settled_severity},
                            {"seen", row.seen},
                            {"expected", row.expected},
                            {"people", row.people},
                            {"alarms", row.alarms},
                            {"reopened", row.reopened},
                            {"owner", row.owner},
                            {"acknowledged_at", row.acknowledged_at},
                            {"owned_at", row.owned_at},
                            {"mitigating_at", row.mitigating_at},
                            {"told_at", row.told_at},
                            {"closed_at", row.closed_at},
                            {"reviewed_at", row.reviewed_at},
                            {"shelved_until", row.shelved_until},
                            {"cause", row.cause},
                            {"shelved_for", row.shelved_for},
                            {"verdict", static_cast<int>(row.verdict)},
                            {"revision", row.revision},
                            {"detector", static_cast<int>(row.detector)}});
}

Result<Episode> load_episode(Reader& reader, EpisodeId id) {
  std::optional<Episode> row = KITH_TRY(EpisodeTable::load(reader, id));
  if (!row) {
    return fail(ErrorCode::not_found, "There is no such episode.");
  }
  return *std::move(row);
}

}  // namespace kith::logistics
