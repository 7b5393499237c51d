// SPDX-License-Identifier: Apache-2.0
#include "conversation/drafts_api.h"

#include <fmt/format.h>

#include <kith/page_cursor.h>

#include "conversation/absent.h"
#include "conversation/permissions.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

#define KITH_DRAFT_VIEW                                                                  \
  "SELECT draft.id, whole.id, person.name, draft.module, draft.about, draft.member, "    \
  "draft.state, draft.message, whole.last_message, draft.text, draft.created_at, "       \
  "draft.revision FROM draft JOIN conversation ON conversation.id = draft.conversation " \
  "JOIN conversation AS whole ON whole.id = conversation.root "                          \
  "LEFT JOIN person ON person.id = conversation.person "
#define KITH_FROM_ID "draft.state = 0 AND draft.id > $id ORDER BY draft.id LIMIT $most"

constexpr Statement view_draft{"view_draft", KITH_DRAFT_VIEW "WHERE draft.id = $id"};
constexpr Statement list_open_drafts{"list_open_drafts", KITH_DRAFT_VIEW "WHERE " KITH_FROM_ID};
constexpr Statement list_drafts_in{"list_drafts_in", KITH_DRAFT_VIEW
                                   "WHERE draft.conversation IN (SELECT $conversation UNION ALL "
                                   "SELECT id FROM conversation AS part WHERE part.root = "
                                   "$conversation AND part.root <> part.id) AND " KITH_FROM_ID};
constexpr Statement list_drafts_about{
    "list_drafts_about",
    KITH_DRAFT_VIEW "WHERE draft.module = $module AND draft.about = $about AND " KITH_FROM_ID};
constexpr Statement list_drafts_by{
    "list_drafts_by", KITH_DRAFT_VIEW "WHERE draft.module = $module AND " KITH_FROM_ID};
constexpr Statement find_draft_text{
    "find_draft_text",
    "SELECT conversation.root, draft.text FROM draft "
    "JOIN conversation ON conversation.id = draft.conversation WHERE draft.id = $id"};

#undef KITH_DRAFT_VIEW
#undef KITH_FROM_ID

DraftView draft_view_of(const Rows& rows) {
  const bool is_of_module = !rows.text(3).empty();
  return {.id = {rows.integer(0)},
          .conversation_id = {rows.integer(1)},
          .person_name = rows.string(2),
          .module = is_of_module ? std::optional(rows.string(3)) : std::nullopt,
          .about = is_of_module ? std::optional(rows.integer(4)) : std::nullopt,
          .member_id = unless_absent(MemberId{rows.integer(5)}),
          .state = rows.enumerator<DraftState>(6),
          .message_id = unless_absent(MessageId{rows.integer(7)}),
          .newest_message_id = unless_absent(MessageId{rows.integer(8)}),
          .text = rows.string(9),
          .drafted_at = rows.time(10),
          .revision = rows.integer(11)};
}

Result<DraftView> load_draft_view(Reader& reader, DraftId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(view_draft, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such draft.");
  }
  return draft_view_of(*rows);
}

/// Which drafts are listed: the statement, and its own parameters.
struct DraftList {
  const Statement& statement;
  std::vector<Parameter> parameters;
};

Result<DraftList> list_of(const ListDrafts& input) {
  if (input.about && !input.module) {
    return fail_at(ErrorCode::invalid, "/about", "Say of which module, too.");
  }
  if (input.conversation && input.module) {
    return fail_at(ErrorCode::invalid, "/module", "Filter by conversation or by module.");
  }
  if (input.conversation) {
    return DraftList{list_drafts_in, {{"conversation", *input.conversation}}};
  }
  if (input.about) {
    return DraftList{list_drafts_about, {{"module", *input.module}, {"about", *input.about}}};
  }
  if (input.module) {
    return DraftList{list_drafts_by, {{"module", *input.module}}};
  }
  return DraftList{list_open_drafts, {}};
}

}  // namespace

std::span<const Statement* const> drafts_api_statements() {
  static constexpr const Statement* all[] = {&view_draft,     &list_open_drafts,
                                             &list_drafts_in, &list_drafts_about,
                                             &list_drafts_by, &find_draft_text};
  return all;
}

Result<Page<DraftView>> list_drafts(QueryContext& context, const ListDrafts& input) {
  const std::string list =
      fmt::format("drafts {} {} {}", input.conversation.value_or(ConversationId{}).value,
                  input.module.value_or(""), input.about.value_or(0));
  DraftList wanted = KITH_TRY(list_of(input));
  const PagePlace after =
      input.cursor ? KITH_TRY(open_page_cursor(list, *input.cursor)) : PagePlace{};
  wanted.parameters.push_back({"id", after.id});
  wanted.parameters.push_back({"most", input.limit + 1});
  const std::unique_ptr<Rows> rows = KITH_TRY(
      context.reader().query(wanted.statement, std::span<const Parameter>(wanted.parameters)));
  return read_page<DraftView>(*rows, input.limit, list, draft_view_of,
                              [](const DraftView& view) { return PagePlace{0, view.id.value}; });
}

Result<DraftView> get_draft(QueryContext& context, const OneDraft& input) {
  return load_draft_view(context.reader(), input.draft_id);
}

Result<void> add_draft_reply(CommandContext& context, const NewDraft& input) {
  context.apply(DraftReply{.conversation = input.conversation_id, .text = input.text});
  return {};
}

Result<DraftView> added_draft(QueryContext& context, const NewDraft&, const Created& created) {
  return load_draft_view(context.reader(), {created.verbs.at(0)});
}

Result<void> edit_draft(CommandContext& context, const EditedDraft& input) {
  context.apply(EditDraft{.draft = input.draft_id,
                          .expected_revision = context.expected_revision(),
                          .text = input.text});
  return {};
}

Result<DraftView> edited_draft(QueryContext& context, const EditedDraft& input, const Created&) {
  return load_draft_view(context.reader(), input.draft_id);
}

Result<void> send_draft(CommandContext& context, const SendDraft& input) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(find_draft_text, {{"id", input.draft_id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such draft.");
  }
  context.apply(SubmitReply{.conversation = {rows->integer(0)},
                            .text = rows->string(1),
                            .sender = context.caller().member,
                            .seen = input.seen.value_or(MessageId{}),
                            .not_before = context.now() + std::chrono::seconds(input.hold_seconds),
                            .draft = input.draft_id});
  return {};
}

Result<MessageView> sent_draft(QueryContext& context, const SendDraft&, const Created& created) {
  return load_message_view(context.reader(), {created.verbs.at(0)}, Notes::hidden);
}

Result<void> discard_draft(CommandContext& context, const OneDraft& input) {
  context.apply(
      DiscardDraft{.draft = input.draft_id, .expected_revision = context.expected_revision()});
  return {};
}

}  // namespace kith::conversation
