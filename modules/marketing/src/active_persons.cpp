// SPDX-License-Identifier: Apache-2.0
#include "active_persons.h"

namespace kith::marketing {

constexpr Statement count_active{
    "count_active",
    "SELECT count(DISTINCT whole.id) FROM (SELECT person, last_at FROM kith_conversation "
    "ORDER BY id DESC LIMIT $most) AS opened "
    "JOIN kith_person AS opener ON opener.id = opened.person "
    "JOIN kith_person AS whole ON whole.id = opener.root "
    "WHERE opened.last_at >= $from AND whole.is_excluded = 0"};
constexpr Statement find_active{"find_active",
                                "SELECT until_at, persons FROM marketing_active WHERE id = $id"};
constexpr Statement save_active{
    "save_active",
    "INSERT INTO marketing_active(id, until_at, persons) VALUES($id, $until, $persons) "
    "ON CONFLICT(id) DO UPDATE SET until_at = $until, persons = $persons"};

namespace {

constexpr Duration active_for = std::chrono::hours(24 * 180);
constexpr Duration good_for = std::chrono::hours(48);

Result<std::int64_t> count_now(Reader& reader, Time until) {
  return KITH_TRY(reader.number(count_active,
                                {{"from", until - active_for}, {"most", most_conversations}}))
      .value_or(0);
}

}  // namespace

Result<std::optional<Active>> ActiveTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_active, {{"id", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::nullopt;
  }
  return Active{.until = rows->time(0), .persons = rows->integer(1)};
}

void ActiveTable::save(WriteSet& writes, const Active& row) {
  writes.run(save_active, {{"id", only}, {"until", row.until}, {"persons", row.persons}});
}

Result<void> count_active_of_day(DecideContext& context, const Event<FiguresCompleted>& event) {
  const Time until = event.body.to;
  const Active* const counted = KITH_TRY(context.find<ActiveTable>(ActiveTable::only));
  if (counted == nullptr || counted->until < until) {
    context.emit(event.head.subject,
                 ActiveCounted{until, KITH_TRY(count_now(context.reader(), until))});
  }
  return {};
}

Result<void> fold_active(ApplyContext& context, const Event<ActiveCounted>& event) {
  Active* const row = KITH_TRY(context.edit<ActiveTable>(ActiveTable::only));
  if (row->until < event.body.until) {
    *row = {.until = event.body.until, .persons = event.body.persons};
  }
  return {};
}

Result<std::int64_t> count_active_persons(Reader& reader, Time until) {
  const std::optional<Active> counted = KITH_TRY(ActiveTable::load(reader, ActiveTable::only));
  if (counted && counted->until <= until && until - counted->until <= good_for) {
    return counted->persons;
  }
  return count_now(reader, until);
}

}  // namespace kith::marketing
