// SPDX-License-Identifier: Apache-2.0
#include "relationship_store.h"

#include <array>

namespace kith::sales {

constexpr Statement find_relationship{
    "sales_find_relationship",
    "SELECT last_at, last_message, last_channel, last_member, last_direction, kept, broken, "
    "colleagues, tally FROM sales_relationship WHERE person = $person"};
constexpr Statement save_relationship{
    "sales_save_relationship",
    "INSERT INTO sales_relationship(person, last_day, warmth, last_at, last_message, last_channel, "
    "last_member, last_direction, kept, broken, colleagues, tally) VALUES($person, $last_day, "
    "$warmth, $last_at, $last_message, $last_channel, $last_member, $last_direction, $kept, "
    "$broken, $colleagues, $tally) ON CONFLICT(person) DO UPDATE SET "
    "last_day = excluded.last_day, warmth = excluded.warmth, last_at = excluded.last_at, "
    "last_message = excluded.last_message, last_channel = excluded.last_channel, "
    "last_member = excluded.last_member, last_direction = excluded.last_direction, "
    "kept = excluded.kept, broken = excluded.broken, colleagues = excluded.colleagues, "
    "tally = excluded.tally"};
constexpr Statement save_relationship_in_place{
    "sales_save_relationship_in_place",
    "UPDATE sales_relationship SET last_at = $last_at, last_message = $last_message, "
    "last_channel = $last_channel, last_member = $last_member, last_direction = $last_direction, "
    "kept = $kept, broken = $broken, colleagues = $colleagues, tally = $tally "
    "WHERE person = $person"};

constexpr Statement find_tie{
    "sales_find_tie",
    "SELECT member, two_way, tally FROM sales_tie WHERE person = $person AND member = $member"};
constexpr Statement save_tie{
    "sales_save_tie",
    "INSERT INTO sales_tie(person, member, two_way, tally) "
    "VALUES($person, $member, $two_way, $tally) ON CONFLICT(person, member) DO UPDATE SET "
    "two_way = excluded.two_way, tally = excluded.tally"};
constexpr Statement list_ties{
    "sales_list_ties",
    "SELECT member, two_way, tally FROM sales_tie WHERE person = $person ORDER BY member"};

constexpr Statement add_act{
    "sales_add_act",
    "INSERT INTO sales_act(person, kind, happened_at, source, member, message) "
    "VALUES($person, $kind, $happened_at, $source, $member, $message)"};
constexpr Statement remove_act{"sales_remove_act",
                               "DELETE FROM sales_act WHERE person = $person AND kind = $kind AND "
                               "happened_at = $happened_at AND source = $source"};
constexpr Statement list_newest_acts{
    "sales_list_newest_acts",
    "SELECT happened_at, source, member, message FROM sales_act WHERE person = $person "
    "AND kind = $kind ORDER BY happened_at DESC, source DESC LIMIT $most"};

constexpr Statement add_leaver{"add_leaver",
                               "INSERT INTO sales_leaver(member, left_at) "
                               "VALUES($member, $left_at) ON CONFLICT(member) DO NOTHING"};
constexpr Statement remove_leaver{"remove_leaver",
                                  "DELETE FROM sales_leaver WHERE member = $member"};
constexpr Statement find_leaver{"find_leaver",
                                "SELECT left_at FROM sales_leaver WHERE member = $member"};

namespace {

// All columns; the indexed ones come first.
constexpr std::size_t placed_columns = 2;
std::array<Parameter, 12> parameters_of(const Relationship& row, std::string_view tally) {
  const Contact& last = row.last;
  return {{{"last_day", row.last_day()},
           {"warmth", row.warmth()},
           {"person", row.person},
           {"last_at", last.at},
           {"last_message", last.message},
           {"last_channel", last.channel},
           {"last_member", last.member},
           {"last_direction", static_cast<int>(last.direction)},
           {"kept", row.kept},
           {"broken", row.broken},
           {"colleagues", row.colleagues},
           {"tally", Value::blob(tally)}}};
}

Tie tie_of(const Rows& rows, PersonId person) {
  return {.person = person,
          .member = {rows.integer(0)},
          .two_way = rows.integer(1),
          .tally = Tally::unpacked(rows.text(2))};
}

}  // namespace

Result<std::optional<Relationship>> RelationshipTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_relationship, {{"person", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Relationship>();
  }
  return std::optional(Relationship{.person = key,
                                    .last = {.at = rows->time(0),
                                             .message = {rows->integer(1)},
                                             .channel = {rows->integer(2)},
                                             .member = {rows->integer(3)},
                                             .direction = rows->enumerator<Direction>(4)},
                                    .kept = rows->integer(5),
                                    .broken = rows->integer(6),
                                    .colleagues = rows->integer(7),
                                    .tally = Tally::unpacked(rows->text(8))});
}

RelationshipTable::Placement RelationshipTable::placement(const Relationship& row) {
  return {row.last_day(), row.warmth()};
}

void RelationshipTable::save(WriteSet& writes, const Relationship& row) {
  const std::string tally = row.tally.packed();
  writes.run(save_relationship, std::span<const Parameter>(parameters_of(row, tally)));
}

void RelationshipTable::save_in_place(WriteSet& writes, const Relationship& row) {
  const std::string tally = row.tally.packed();
  writes.run(save_relationship_in_place,
             std::span<const Parameter>(parameters_of(row, tally)).subspan(placed_columns));
}

Result<std::optional<Tie>> TieTable::load(Reader& reader, Key key) {
  const auto [person, member] = key;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_tie, {{"person", person}, {"member", member}}));
  return KITH_TRY(rows->next()) ? std::optional(tie_of(*rows, person)) : std::nullopt;
}

void TieTable::save(WriteSet& writes, const Tie& row) {
  const std::string tally = row.tally.packed();
  writes.run(save_tie, {{"person", row.person},
                        {"member", row.member},
                        {"two_way", row.two_way},
                        {"tally", Value::blob(tally)}});
}

Result<std::vector<Tie>> load_ties(Reader& reader, PersonId person) {
  std::vector<Tie> ties;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_ties, {{"person", person}}));
  while (KITH_TRY(rows->next())) {
    ties.push_back(tie_of(*rows, person));
  }
  return ties;
}

Result<std::vector<Act>> load_newest_acts(Reader& reader, PersonId person, ActKind kind,
                                          std::int64_t most) {
  std::vector<Act> acts;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(
      list_newest_acts, {{"person", person}, {"kind", static_cast<int>(kind)}, {"most", most}}));
  while (KITH_TRY(rows->next())) {
    acts.push_back({.kind = kind,
                    .person = person,
                    .at = rows->time(0),
                    .source = rows->integer(1),
                    .member = {rows->integer(2)},
                    .message = {rows->integer(3)}});
  }
  return acts;
}

}  // namespace kith::sales
