// SPDX-License-Identifier: Apache-2.0
#include "whole.h"

#include <algorithm>

#include "relationship_store.h"

namespace kith::sales {

// Of each table behind a view more than its key is asked for: of one that gives its key alone,
// SQLite tells the authorizer as if it had been named here.
constexpr Statement find_whole{
    "find_whole",
    "SELECT whole.id, whole.name, whole.is_excluded, whole.erased_at FROM kith_person AS part "
    "JOIN kith_person AS whole ON whole.id = part.root WHERE part.id = $person"};
constexpr Statement list_parts{
    "list_parts", "SELECT id, root FROM kith_person WHERE root = $root AND root <> id ORDER BY id"};

namespace {

Result<void> add_part(Reader& reader, PersonId part, Whole& whole) {
  const std::optional<Relationship> row = KITH_TRY(RelationshipTable::load(reader, part));
  if (!row) {
    return {};
  }
  whole.last = row->last.is_newer_than(whole.last) ? row->last : whole.last;
  whole.kept += row->kept;
  whole.broken += row->broken;
  whole.tally.add(row->tally);
  for (const Tie& tie : KITH_TRY(load_ties(reader, part))) {
    auto place = std::ranges::lower_bound(whole.companions, tie.member, {}, &Companion::member);
    if (place == whole.companions.end() || place->member != tie.member) {
      place = whole.companions.insert(place, Companion{.member = tie.member});
    }
    place->two_way += tie.two_way;
    place->tally.add(tie.tally);
  }
  return {};
}

}  // namespace

Standing Whole::standing_at(Time now) const {
  return {.worth = tally.at(now),
          .kept = kept,
          .broken = broken,
          .colleagues = std::ranges::count_if(
              companions, [](const Companion& each) { return each.two_way > 0 && !each.left_at; })};
}

Result<Whole> load_whole(Reader& reader, PersonId person) {
  std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_whole, {{"person", person}}));
  if (!KITH_TRY(rows->next()) || rows->flag(2) || rows->time(3)) {
    return fail(ErrorCode::not_found, "There is no such person.");
  }
  Whole whole{.root = {rows->integer(0)}, .name = rows->string(1)};
  whole.parts.push_back(whole.root);
  rows = KITH_TRY(reader.query(list_parts, {{"root", whole.root}}));
  while (KITH_TRY(rows->next())) {
    whole.parts.push_back({rows->integer(0)});
  }
  rows.reset();
  for (const PersonId part : whole.parts) {
    KITH_CHECK(add_part(reader, part, whole));
  }
  for (Companion& each : whole.companions) {
    const auto left_at = KITH_TRY(reader.number(find_leaver, {{"member", each.member}}));
    each.left_at = Time{left_at.value_or(0)};
  }
  return whole;
}

Result<std::vector<Act>> load_acts(Reader& reader, const Whole& whole, std::int64_t most) {
  std::vector<Act> acts;
  for (const PersonId part : whole.parts) {
    for (const ActKind kind : act_kinds) {
      const std::vector<Act> newest = KITH_TRY(load_newest_acts(reader, part, kind, most));
      acts.insert(acts.end(), newest.begin(), newest.end());
    }
  }
  return acts;
}

}  // namespace kith::sales
