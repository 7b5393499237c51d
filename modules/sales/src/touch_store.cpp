// SPDX-License-Identifier: Apache-2.0
#include "touch_store.h"

namespace kith::sales {

#define KITH_SALES_TOUCH                                                       \
  "SELECT id, person, kind, happened_at, member, message, note, recorded_at, " \
  "revision FROM sales_touch WHERE "

constexpr Statement find_touch{"find_touch", KITH_SALES_TOUCH "id = $id"};
constexpr Statement list_touches_with{
    "list_touches_with",
    KITH_SALES_TOUCH "person = $person ORDER BY happened_at DESC, id DESC LIMIT $most"};

#undef KITH_SALES_TOUCH

constexpr Statement insert_touch{
    "insert_touch",
    "INSERT INTO sales_touch(id, person, kind, happened_at, member, message, note, "
    "recorded_at, revision) VALUES($id, $person, $kind, $happened_at, $member, $message, $note, "
    "$recorded_at, $revision)"};
constexpr Statement remove_touch{"remove_touch", "DELETE FROM sales_touch WHERE id = $id"};
constexpr Statement forget_notes_of_person{
    "forget_notes_of_person",
    "UPDATE sales_touch SET note = '', revision = revision + 1 WHERE person = $person"};
constexpr Statement forget_notes_of_message{
    "forget_notes_of_message",
    "UPDATE sales_touch SET note = '', revision = revision + 1 "
    "WHERE message = $message AND message > 0"};

namespace {

Touch touch_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .person = {rows.integer(1)},
          .kind = rows.enumerator<TouchKind>(2),
          .happened_at = rows.time(3),
          .member = {rows.integer(4)},
          .message = {rows.integer(5)},
          .note = rows.string(6),
          .recorded_at = rows.time(7),
          .revision = rows.integer(8)};
}

}  // namespace

Result<Touch> load_touch(Reader& reader, TouchId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_touch, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such touch.");
  }
  return touch_of(*rows);
}

Result<std::vector<Touch>> load_touches_with(Reader& reader, PersonId person, std::int64_t most) {
  std::vector<Touch> touches;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_touches_with, {{"person", person}, {"most", most}}));
  while (KITH_TRY(rows->next())) {
    touches.push_back(touch_of(*rows));
  }
  return touches;
}

void store_touch(CommandContext& context, const Touch& touch) {
  context.run(insert_touch, {{"id", touch.id},
                             {"person", touch.person},
                             {"kind", static_cast<int>(touch.kind)},
                             {"happened_at", touch.happened_at},
                             {"member", touch.member},
                             {"message", touch.message},
                             {"note", touch.note},
                             {"recorded_at", touch.recorded_at},
                             {"revision", touch.revision}});
}

Result<void> forget_notes_about(EraseContext& context, std::int64_t person) {
  context.run(forget_notes_of_person, {{"person", person}});
  return {};
}

Result<void> forget_notes_on(EraseContext& context, std::int64_t message) {
  context.run(forget_notes_of_message, {{"message", message}});
  return {};
}

}  // namespace kith::sales
