// SPDX-License-Identifier: Apache-2.0
#include "override.h"

#include <limits>

namespace kith::marketing {

constexpr Statement show_override{
    "show_override",
    "SELECT id, member, reason, granted_at, until_at, ended_at, revision FROM marketing_override "
    "WHERE id = $id"};
constexpr Statement list_overrides_before{
    "list_overrides_before",
    "SELECT id, member, reason, granted_at, until_at, ended_at, revision FROM marketing_override "
    "WHERE id < $before ORDER BY id DESC LIMIT $rows"};
constexpr Statement insert_override{
    "insert_override",
    "INSERT INTO marketing_override(id, member, reason, granted_at, until_at, ended_at, revision) "
    "VALUES($id, $member, $reason, $granted_at, $until, 0, 1)"};
constexpr Statement end_override_at{
    "end_override_at",
    "UPDATE marketing_override SET ended_at = $now, revision = revision + 1 WHERE id = $id"};

Override override_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .member = {rows.integer(1)},
          .reason = rows.string(2),
          .granted_at = rows.time(3),
          .until = rows.time(4),
          .ended_at = rows.time(5),
          .revision = rows.integer(6)};
}

Result<Override> load_override(Reader& reader, OverrideId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(show_override, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such override.");
  }
  return override_of(*rows);
}

Result<std::optional<Override>> load_running_override(Reader& reader, Time now) {
  const OverrideId last{std::numeric_limits<std::int64_t>::max()};
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_overrides_before, {{"before", last}, {"rows", 1}}));
  if (KITH_TRY(rows->next())) {
    Override newest = override_of(*rows);
    if (newest.runs_at(now)) {
      return newest;
    }
  }
  return std::nullopt;
}

}  // namespace kith::marketing
