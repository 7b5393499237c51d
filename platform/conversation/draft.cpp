// SPDX-License-Identifier: Apache-2.0
#include "conversation/conversation_row.h"
#include "conversation/draft_row.h"
#include "conversation/statement_lists.h"
#include "conversation/text_rules.h"

namespace kith::conversation {
namespace {

constexpr Statement add_draft{
    "add_draft",
    "INSERT INTO draft(id, conversation, module, about, member, state, message, text, revision, "
    "created_at, updated_at) VALUES($id, $conversation, $module, $about, $member, 0, 0, $text, 1, "
    "$now, $now)"};
constexpr Statement find_draft{
    "find_draft",
    "SELECT draft.conversation, conversation.root, draft.module, draft.about, draft.state, "
    "draft.message, draft.revision FROM draft "
    "JOIN conversation ON conversation.id = draft.conversation WHERE draft.id = $id"};
constexpr Statement find_draft_of{"find_draft_of",
                                  "SELECT id FROM draft WHERE message = $message "
                                  "AND message > 0"};
constexpr Statement change_draft_text{
    "change_draft_text",
    "UPDATE draft SET text = $text, revision = revision + 1, updated_at = $now WHERE id = $id"};
constexpr Statement change_draft_state{
    "change_draft_state",
    "UPDATE draft SET state = $state, message = $message, revision = revision + 1, "
    "updated_at = $now WHERE id = $id"};
constexpr Statement end_draft{
    "end_draft",
    "UPDATE draft SET state = $state, text = '', revision = revision + 1, updated_at = $now "
    "WHERE id = $id"};

Result<DraftRow> load_open(Reader& reader, DraftId id) {
  DraftRow draft = KITH_TRY(load_draft(reader, id));
  if (draft.state != DraftState::open) {
    return fail(ErrorCode::conflict, draft.state == DraftState::discarded
                                         ? "This draft was discarded."
                                         : "This draft was sent already.");
  }
  return draft;
}

}  // namespace

std::span<const Statement* const> draft_statements() {
  static constexpr const Statement* all[] = {
      &add_draft, &find_draft, &find_draft_of, &change_draft_text, &change_draft_state, &end_draft};
  return all;
}

Result<DraftRow> load_draft(Reader& reader, DraftId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_draft, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such draft.");
  }
  return DraftRow{.id = id,
                  .thread = {rows->integer(0)},
                  .root = {rows->integer(1)},
                  .module = rows->string(2),
                  .about = rows->integer(3),
                  .state = rows->enumerator<DraftState>(4),
                  .message = {rows->integer(5)},
                  .revision = rows->integer(6)};
}

Result<DraftRow> load_draft_to_send(Reader& reader, DraftId id, ConversationId root) {
  DraftRow draft = KITH_TRY(load_open(reader, id));
  if (draft.root != root) {
    return fail_at(ErrorCode::rule, "/draft", "Must be a draft of this conversation.");
  }
  return draft;
}

Result<void> submit_draft(store::Transaction& transaction, const DraftRow& draft,
                          MessageId message) {
  return transaction.run(change_draft_state, {{"state", static_cast<int>(DraftState::submitted)},
                                              {"message", message},
                                              {"now", transaction.now()},
                                              {"id", draft.id}});
}

Result<DraftId> settle_draft(store::Transaction& transaction, MessageId message, DraftState state) {
  const std::optional<std::int64_t> found =
      KITH_TRY(transaction.reader().number(find_draft_of, {{"message", message}}));
  if (!found) {
    return DraftId{};
  }
  if (state == DraftState::open) {
    KITH_CHECK(transaction.run(change_draft_state, {{"state", static_cast<int>(state)},
                                                    {"message", 0},
                                                    {"now", transaction.now()},
                                                    {"id", *found}}));
  } else {
    KITH_CHECK(transaction.run(
        end_draft,
        {{"state", static_cast<int>(state)}, {"now", transaction.now()}, {"id", *found}}));
  }
  return DraftId{*found};
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const DraftReply& verb) {
  const ConversationRow row = KITH_TRY(load_root(scope.reader(), verb.conversation));
  KITH_CHECK(check_text(verb.text, longest_message, "/text"));
  const DraftId id = scope.mints.next_draft(scope.now());
  KITH_CHECK(scope.transaction.run(add_draft, {{"id", id},
                                               {"conversation", row.id},
                                               {"module", scope.actor.module},
                                               {"about", verb.about.id},
                                               {"member", scope.actor.member},
                                               {"text", verb.text},
                                               {"now", scope.now()}}));
  KITH_CHECK(scope.append(row.id.value, ReplyDrafted{.draft_id = id,
                                                     .thread_id = row.id,
                                                     .person_id = row.person,
                                                     .module = std::string(scope.actor.module),
                                                     .about_id = verb.about.id}));
  return id.value;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const EditDraft& verb) {
  const DraftRow draft = KITH_TRY(load_open(scope.reader(), verb.draft));
  KITH_CHECK(check_revision(verb.expected_revision, draft.revision));
  KITH_CHECK(check_text(verb.text, longest_message, "/text"));
  KITH_CHECK(scope.transaction.run(change_draft_text,
                                   {{"text", verb.text}, {"now", scope.now()}, {"id", draft.id}}));
  KITH_CHECK(scope.append(draft.root.value,
                          DraftEdited{.draft_id = draft.id, .revision = draft.revision + 1}));
  return 0;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const DiscardDraft& verb) {
  const DraftRow draft = KITH_TRY(load_open(scope.reader(), verb.draft));
  KITH_CHECK(check_revision(verb.expected_revision, draft.revision));
  KITH_CHECK(scope.transaction.run(end_draft, {{"state", static_cast<int>(DraftState::discarded)},
                                               {"now", scope.now()},
                                               {"id", draft.id}}));
  KITH_CHECK(scope.append(
      draft.root.value,
      DraftDiscarded{.draft_id = draft.id, .module = draft.module, .about_id = draft.about}));
  return 0;
}

}  // namespace kith::conversation
