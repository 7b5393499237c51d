// SPDX-License-Identifier: Apache-2.0
#include "opt_outs_api.h"

#include <kith/page_cursor.h>

#include "events.h"
#include "guard.h"

namespace kith::sales {

#define KITH_SALES_OPT_OUT                                                         \
  "SELECT sales_opt_out.id, whole.id, whole.name, sales_opt_out.reason, "          \
  "sales_opt_out.recorded_by, sales_opt_out.recorded_at, sales_opt_out.revision, " \
  "sales_opt_out.person FROM sales_opt_out "                                       \
  "JOIN kith_person AS part ON part.id = sales_opt_out.person "                    \
  "JOIN kith_person AS whole ON whole.id = part.root "                             \
  "WHERE whole.erased_at = 0 AND "

constexpr Statement show_opt_out{"show_opt_out", KITH_SALES_OPT_OUT "sales_opt_out.id = $id"};
constexpr Statement list_opt_outs_after{
    "list_opt_outs_after",
    KITH_SALES_OPT_OUT "sales_opt_out.id > $id ORDER BY sales_opt_out.id LIMIT $rows"};

#undef KITH_SALES_OPT_OUT

constexpr Statement insert_opt_out{
    "insert_opt_out",
    "INSERT INTO sales_opt_out(id, person, reason, recorded_by, recorded_at, revision) "
    "VALUES($id, $person, $reason, $recorded_by, $recorded_at, 1)"};
constexpr Statement remove_opt_out{"remove_opt_out", "DELETE FROM sales_opt_out WHERE id = $id"};
constexpr Statement forget_reasons_of{
    "forget_reasons_of",
    "UPDATE sales_opt_out SET reason = '', revision = revision + 1 WHERE person = $person"};

namespace {

/// An opt-out as it is shown, and the person's own number by which it is kept.
struct Shown {
  OptOutView view;
  PersonId part;
};

OptOutView view_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .person_id = {rows.integer(1)},
          .person_name = rows.string(2),
          .reason = rows.string(3),
          .recorded_by = {rows.integer(4)},
          .recorded_at = rows.time(5),
          .revision = rows.integer(6)};
}

Result<Shown> load_opt_out(Reader& reader, OptOutId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(show_opt_out, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such opt-out.");
  }
  return Shown{view_of(*rows), {rows->integer(7)}};
}

}  // namespace

Result<Page<OptOutView>> list_opt_outs(QueryContext& context, const ListOptOuts& input) {
  constexpr std::string_view list = "sales.opt_outs";
  PagePlace after;
  if (input.cursor) {
    after = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(
      context.reader().query(list_opt_outs_after, {{"id", after.id}, {"rows", input.limit + 1}}));
  return read_page<OptOutView>(
      *rows, input.limit, list, [](const Rows& row) { return view_of(row); },
      [](const OptOutView& view) { return PagePlace{0, view.id.value}; });
}

Result<OptOutView> get_opt_out(QueryContext& context, const OneOptOut& input) {
  return KITH_TRY(load_opt_out(context.reader(), input.opt_out_id)).view;
}

Result<void> record_opt_out(CommandContext& context, const RecordOptOut& input) {
  const Whole whole = KITH_TRY(load_whole(context.reader(), input.person_id));
  for (const PersonId part : whole.parts) {
    if (KITH_TRY(context.reader().number(find_opt_out_of, {{"person", part}}))) {
      return fail_at(ErrorCode::conflict, "/person_id", "They have opted out already.");
    }
  }
  const OptOutId id = KITH_TRY(context.mint<OptOutId>());
  context.run(insert_opt_out, {{"id", id},
                               {"person", input.person_id},
                               {"reason", input.reason},
                               {"recorded_by", context.caller().member},
                               {"recorded_at", context.now()}});
  context.emit(input.person_id.value, OptOutRecorded{id});
  return {};
}

Result<OptOutView> recorded_opt_out(QueryContext& context, const RecordOptOut&,
                                    const Created& created) {
  return KITH_TRY(load_opt_out(context.reader(), KITH_TRY(created.minted_id<OptOutId>()))).view;
}

Result<void> withdraw_opt_out(CommandContext& context, const OneOptOut& input) {
  const Shown shown = KITH_TRY(load_opt_out(context.reader(), input.opt_out_id));
  KITH_CHECK(context.check_revision(shown.view.revision));
  context.run(remove_opt_out, {{"id", input.opt_out_id}});
  context.emit(shown.part.value, OptOutWithdrawn{input.opt_out_id});
  return {};
}

Result<void> forget_reasons(EraseContext& context, std::int64_t person) {
  context.run(forget_reasons_of, {{"person", person}});
  return {};
}

}  // namespace kith::sales
