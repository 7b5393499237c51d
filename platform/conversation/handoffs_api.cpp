// SPDX-License-Identifier: Apache-2.0
#include "conversation/handoffs_api.h"

#include <fmt/format.h>

#include <kith/page_cursor.h>

#include "conversation/absent.h"
#include "conversation/handoff_order.h"
#include "conversation/permissions.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

#define KITH_HANDOFF_VIEW                                                                   \
  "SELECT handoff.id, conversation.root, handoff.asked_by, handoff.from_department, "       \
  "handoff.to_department, handoff.owner, handoff.state, handoff.question, handoff.answer, " \
  "handoff.due_at, handoff.created_at, handoff.updated_at, handoff.revision FROM handoff "  \
  "JOIN conversation ON conversation.id = handoff.conversation "

constexpr Statement view_handoff{"view_handoff", KITH_HANDOFF_VIEW "WHERE handoff.id = $id"};
constexpr Statement view_handoffs_about{
    "view_handoffs_about",
    KITH_HANDOFF_VIEW "WHERE handoff.conversation = $conversation ORDER BY handoff.id LIMIT 100"};
// State 4 is told.
constexpr Statement list_owed{
    "list_owed_handoffs", KITH_HANDOFF_VIEW
    "WHERE handoff.to_department = $department AND handoff.state <> 4 "
    "AND (handoff.sort_at, handoff.id) > ($key, $id) ORDER BY handoff.sort_at, handoff.id "
    "LIMIT $most"};

#undef KITH_HANDOFF_VIEW

HandoffView handoff_view_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .conversation_id = {rows.integer(1)},
          .asked_by = unless_absent(MemberId{rows.integer(2)}),
          .from = static_cast<Department>(rows.integer(3)),
          .to = static_cast<Department>(rows.integer(4)),
          .owner_id = unless_absent(MemberId{rows.integer(5)}),
          .state = static_cast<HandoffState>(rows.integer(6)),
          .question = rows.string(7),
          .answer = rows.string(8),
          .due = unless_absent(rows.time(9)),
          .asked_at = rows.time(10),
          .updated_at = rows.time(11),
          .revision = rows.integer(12)};
}

Result<HandoffView> load_handoff_view(Reader& reader, HandoffId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(view_handoff, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such handoff.");
  }
  return handoff_view_of(*rows);
}

}  // namespace

std::span<const Statement* const> handoffs_api_statements() {
  static constexpr const Statement* all[] = {&view_handoff, &view_handoffs_about, &list_owed};
  return all;
}

Result<std::vector<HandoffView>> load_handoffs_about(Reader& reader, ConversationId thread) {
  std::vector<HandoffView> views;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(view_handoffs_about, {{"conversation", thread}}));
  while (KITH_TRY(rows->next())) {
    views.push_back(handoff_view_of(*rows));
  }
  return views;
}

Result<Page<HandoffView>> list_handoffs(QueryContext& context, const ListHandoffs& input) {
  KITH_CHECK(context.require(handoff_read));
  const std::string list = fmt::format("handoffs {}", static_cast<int>(input.department));
  const PagePlace after =
      input.cursor ? KITH_TRY(open_page_cursor(list, *input.cursor)) : PagePlace{};
  const std::unique_ptr<Rows> rows = KITH_TRY(
      context.reader().query(list_owed, {{"department", static_cast<int>(input.department)},
                                         {"key", after.key},
                                         {"id", after.id},
                                         {"most", input.limit + 1}}));
  return read_page<HandoffView>(
      *rows, input.limit, list, handoff_view_of, [](const HandoffView& view) {
        return PagePlace{view.due.value_or(no_due_time).microseconds, view.id.value};
      });
}

Result<HandoffView> get_handoff(QueryContext& context, const OneHandoff& input) {
  KITH_CHECK(context.require(handoff_read));
  return load_handoff_view(context.reader(), input.handoff_id);
}

Result<void> ask_handoff(CommandContext& context, const NewHandoff& input) {
  KITH_CHECK(context.caller().require(handoff_ask));
  context.apply(AskHandoff{.conversation = input.conversation_id,
                           .from = input.from.value_or(context.caller().department),
                           .to = input.to,
                           .owner = input.owner_id.value_or(MemberId{}),
                           .due = input.due.value_or(Time{}),
                           .question = input.question});
  return {};
}

Result<HandoffView> asked_handoff(QueryContext& context, const NewHandoff&,
                                  const Created& created) {
  return load_handoff_view(context.reader(), {created.verbs.at(0)});
}

Result<void> move_handoff(CommandContext& context, const MoveHandoff& input) {
  KITH_CHECK(context.caller().require(handoff_answer));
  context.apply(AdvanceHandoff{.handoff = input.handoff_id,
                               .expected_revision = context.expected_revision(),
                               .state = input.state,
                               .answer = input.answer});
  return {};
}

Result<HandoffView> moved_handoff(QueryContext& context, const MoveHandoff& input, const Created&) {
  return load_handoff_view(context.reader(), input.handoff_id);
}

}  // namespace kith::conversation
