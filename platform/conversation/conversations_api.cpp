// SPDX-License-Identifier: Apache-2.0
#include "conversation/conversations_api.h"

#include <kith/wanted_member.h>

#include "conversation/conversation_list.h"
#include "conversation/permissions.h"
#include "conversation/person_view.h"

namespace kith::conversation {
namespace {

bool has_filter(const ListConversations& input) {
  return !input.status.empty() || input.needs_reply || input.assignee || input.department ||
         input.label || input.channel || input.person || input.cursor;
}

Result<ConversationFilter> wanted_filter(QueryContext& context, const ListConversations& input) {
  ConversationFilter filter{.statuses = input.status,
                            .needs_reply = input.needs_reply,
                            .department = input.department,
                            .label = input.label.value_or(""),
                            .channel = input.channel.value_or(ChannelId{})};
  if (input.assignee) {
    filter.assignee = KITH_TRY(wanted_member(context.caller(), *input.assignee, "/assignee"));
  }
  if (input.person) {
    filter.persons = KITH_TRY(load_person_parts(context.reader(), *input.person));
  }
  return filter;
}

Result<Page<ConversationView>> some_conversations(QueryContext& context,
                                                  const ListConversations& input) {
  if (has_filter(input)) {
    return fail_at(ErrorCode::invalid, "/ids", "Ids and a filter do not go together.");
  }
  std::vector<std::int64_t> ids;
  for (const ConversationId id : input.ids) {
    ids.push_back(id.value);
  }
  return Page<ConversationView>{KITH_TRY(load_conversation_views(context.reader(), ids)), {}};
}

}  // namespace

Result<Page<ConversationView>> list_conversations(QueryContext& context,
                                                  const ListConversations& input) {
  KITH_CHECK(context.require(conversation_read));
  if (!input.ids.empty()) {
    return some_conversations(context, input);
  }
  const ConversationFilter filter = KITH_TRY(wanted_filter(context, input));
  const std::string list = filter.name();
  const PagePlace after =
      input.cursor ? KITH_TRY(open_page_cursor(list, *input.cursor)) : list_start(filter.order());
  const FoundPage found = KITH_TRY(
      find_conversations(context.reader(), filter, after, static_cast<std::size_t>(input.limit)));
  Page<ConversationView> page{KITH_TRY(load_conversation_views(context.reader(), found.ids)), {}};
  if (found.next) {
    page.next = page_cursor(list, *found.next);
  }
  return page;
}

Result<void> edit_conversation(CommandContext& context, const EditConversation& input) {
  KITH_CHECK(context.caller().require(conversation_change));
  context.apply(ChangeConversation{.conversation = input.conversation_id,
                                   .expected_revision = context.expected_revision(),
                                   .status = input.status,
                                   .snoozed_until = input.snoozed_until,
                                   .assignee = input.assignee,
                                   .priority = input.priority,
                                   .department = input.department,
                                   .add_labels = input.add_labels,
                                   .remove_labels = input.remove_labels});
  return {};
}

Result<ConversationView> edited_conversation(QueryContext& context, const EditConversation& input,
                                             const Created&) {
  return load_conversation_view(context.reader(), input.conversation_id);
}

Result<void> merge_conversation(CommandContext& context, const MergeInto& input) {
  KITH_CHECK(context.caller().require(conversation_merge));
  context.apply(MergeConversations{.from = input.conversation_id, .into = input.into});
  return {};
}

Result<ConversationView> merged_conversation(QueryContext& context, const MergeInto& input,
                                             const Created&) {
  return load_conversation_view(context.reader(), input.into);
}

Result<void> unmerge_conversation(CommandContext& context, const OneConversation& input) {
  KITH_CHECK(context.caller().require(conversation_merge));
  context.apply(UnmergeConversation{.from = input.conversation_id});
  return {};
}

Result<ConversationView> unmerged_conversation(QueryContext& context, const OneConversation& input,
                                               const Created&) {
  return load_conversation_view(context.reader(), input.conversation_id);
}

}  // namespace kith::conversation
