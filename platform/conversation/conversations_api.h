// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "conversation/conversation_view.h"
#include "conversation/inputs.h"
#include "conversation/text_rules.h"

/// The routes of conversations: inputs and one function each.
namespace kith::conversation {

struct ListConversations {
  std::vector<Status> status;
  bool needs_reply = false;
  std::optional<std::string> assignee;
  std::optional<Department> department;
  std::optional<std::string> label;
  std::optional<ChannelId> channel;
  std::optional<PersonId> person;
  std::vector<ConversationId> ids;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    using Input = ListConversations;
    return described(
        "Conversations, those with the newest message first. A page may hold fewer than were "
        "asked for and still have a next one.",
        field<&Input::status>("Only those that stand so.", items{0, 4}, defaults),
        field<&Input::needs_reply>("Only those in which somebody waits; the longest waiting first.",
                                   defaults),
        field<&Input::assignee>("Only those of one colleague: me, none or a member's id.",
                                length{1, 20}, example{"\"me\""}),
        field<&Input::department>("Only those that this department leads."),
        field<&Input::label>("Only those with this label.", forms::word),
        field<&Input::channel>("Only those that came by this channel."),
        field<&Input::person>("Only those that this person opened."),
        field<&Input::ids>("Just these, without any other filter; those that are not there are "
                           "left out.",
                           items{0, 100}, defaults),
        field<&Input::limit>("How many to a page.", range{1, 200}, defaults),
        field<&Input::cursor>("Where the page before ended."));
  }
};

struct EditConversation {
  ConversationId conversation_id;
  std::optional<Status> status;
  Change<Time> snoozed_until;
  Change<MemberId> assignee;
  std::optional<Priority> priority;
  std::optional<Department> department;
  std::vector<std::string> add_labels;
  std::vector<std::string> remove_labels;

  static consteval auto describe() {
    using Input = EditConversation;
    return described(
        "What is to change of a conversation; what is left out stays.",
        field<&Input::conversation_id>("The conversation."),
        field<&Input::status>("Where it stands. A resolved one is reopened before anything else."),
        field<&Input::snoozed_until>("With snoozed: when it comes back."),
        field<&Input::assignee>("Who has it; null: nobody."),
        field<&Input::priority>("How urgent it is."),
        field<&Input::department>("Which department leads it."),
        field<&Input::add_labels>("Labels to add.", forms::word, length{1, longest_label},
                                  items{0, 50}, defaults, example{"[\"lid\"]"}),
        field<&Input::remove_labels>("Labels to take away.", forms::word, items{0, 50}, defaults));
  }
};

struct MergeInto {
  ConversationId conversation_id;
  ConversationId into;

  static consteval auto describe() {
    return described("Makes a conversation part of another.",
                     field<&MergeInto::conversation_id>("The one that becomes a part."),
                     field<&MergeInto::into>("The one that stays."));
  }
};

Result<Page<ConversationView>> list_conversations(QueryContext& context,
                                                  const ListConversations& input);
Result<void> edit_conversation(CommandContext& context, const EditConversation& input);
Result<ConversationView> edited_conversation(QueryContext& context, const EditConversation& input,
                                             const Created& created);
Result<void> merge_conversation(CommandContext& context, const MergeInto& input);
Result<ConversationView> merged_conversation(QueryContext& context, const MergeInto& input,
                                             const Created& created);
Result<void> unmerge_conversation(CommandContext& context, const OneConversation& input);
Result<ConversationView> unmerged_conversation(QueryContext& context, const OneConversation& input,
                                               const Created& created);

}  // namespace kith::conversation
