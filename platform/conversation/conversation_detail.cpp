// SPDX-License-Identifier: Apache-2.0
#include "conversation/conversation_detail.h"

#include <algorithm>
#include <iterator>

#include "conversation/conversation_row.h"
#include "conversation/permissions.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr Statement view_participants{
    "view_participants",
    "SELECT whole.id, whole.name, participant.role FROM participant "
    "JOIN person ON person.id = participant.person "
    "JOIN person AS whole ON whole.id = person.root "
    "WHERE participant.conversation = $conversation ORDER BY participant.person LIMIT 200"};

void add_participant(std::vector<ParticipantView>& participants, ParticipantView added) {
  const auto known = std::ranges::find(participants, added.person_id, &ParticipantView::person_id);
  if (known == participants.end()) {
    participants.push_back(std::move(added));
  }
}

Result<void> add_participants(Reader& reader, const ConversationView& thread,
                              std::vector<ParticipantView>& participants) {
  if (thread.person_id) {
    add_participant(participants, {thread.person_id, thread.person_name, "opener"});
  }
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(view_participants, {{"conversation", thread.id}}));
  while (KITH_TRY(rows->next())) {
    add_participant(participants, {{rows->integer(0)}, rows->string(1), rows->string(2)});
  }
  return {};
}

template <class T>
void append_all(std::vector<T>& list, std::vector<T> more) {
  std::ranges::move(more, std::back_inserter(list));
}

}  // namespace

std::span<const Statement* const> conversation_detail_statements() {
  static constexpr const Statement* all[] = {&view_participants};
  return all;
}

Result<ConversationDetail> get_conversation(QueryContext& context, const OneConversation& input) {
  KITH_CHECK(context.require(conversation_read));
  ConversationDetail detail;
  detail.conversation = KITH_TRY(load_conversation_view(context.reader(), input.conversation_id));
  detail.revision = detail.conversation.revision;
  std::vector<std::int64_t> parts;
  for (const ConversationRow& row : KITH_TRY(load_whole(context.reader(), input.conversation_id))) {
    if (row.id != input.conversation_id) {
      parts.push_back(row.id.value);
    }
  }
  detail.parts = KITH_TRY(load_conversation_views(context.reader(), parts));
  std::vector<ConversationView> threads = detail.parts;
  threads.insert(threads.begin(), detail.conversation);
  for (const ConversationView& thread : threads) {
    KITH_CHECK(add_participants(context.reader(), thread, detail.participants));
    if (context.may(handoff_read)) {
      append_all(detail.handoffs, KITH_TRY(load_handoffs_about(context.reader(), thread.id)));
    }
    if (context.may(promise_read)) {
      append_all(detail.promises, KITH_TRY(load_promises_in(context.reader(), thread.id)));
    }
  }
  return detail;
}

}  // namespace kith::conversation
