// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>
#include <kith/verbs.h>

#include "conversation/inputs.h"
#include "conversation/messages_api.h"
#include "conversation/text_rules.h"

/// The routes of drafts: replies that somebody proposes and a colleague sends, changes or discards.
namespace kith::conversation {

struct DraftView {
  DraftId id;
  ConversationId conversation_id;
  std::string person_name;
  std::optional<std::string> module;
  std::optional<std::int64_t> about;
  std::optional<MemberId> member_id;
  DraftState state = DraftState::open;
  std::optional<MessageId> message_id;
  std::optional<MessageId> newest_message_id;
  std::string text;
  Time drafted_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    using View = DraftView;
    return described(
        "A reply that somebody proposes.", field<&View::id>("Its id."),
        field<&View::conversation_id>("Where it would be sent, as a whole."),
        field<&View::person_name>("Whom it is for."),
        field<&View::module>("The module that proposes it; absent for a colleague."),
        field<&View::about>("What of that module's it is about, by its number."),
        field<&View::member_id>("The colleague who proposes it, or had the module do so."),
        field<&View::state>("open, submitted, sent or discarded."),
        field<&View::message_id>("The reply that it became."),
        field<&View::newest_message_id>("The newest message of the conversation: what to name as "
                                        "seen when it is sent."),
        field<&View::text>("What it says; empty once it was sent or discarded."),
        field<&View::drafted_at>("When it was proposed."), field<&View::revision>("Its ETag."));
  }
};

struct ListDrafts {
  std::optional<ConversationId> conversation;
  std::optional<std::string> module;
  std::optional<std::int64_t> about;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    using Input = ListDrafts;
    return described("Open drafts, oldest first.",
                     field<&Input::conversation>("Only those of one."),
                     field<&Input::module>("Only those of one module.", length{1, 32}, forms::word),
                     field<&Input::about>("With module: only those about this number of it.",
                                          range{0, INT64_C(1) << 52}),
                     field<&Input::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&Input::cursor>("Where the page before ended."));
  }
};

struct NewDraft {
  ConversationId conversation_id;
  std::string text;

  static consteval auto describe() {
    return described("Proposes a reply that a colleague may send.",
                     field<&NewDraft::conversation_id>("The conversation."),
                     field<&NewDraft::text>("What to say.", length{1, longest_message},
                                            example{"\"It left today.\""}));
  }
};

struct EditedDraft {
  DraftId draft_id;
  std::string text;

  static consteval auto describe() {
    return described("Changes what a draft says.", field<&EditedDraft::draft_id>("The draft."),
                     field<&EditedDraft::text>("What it says now.", length{1, longest_message}));
  }
};

struct SendDraft {
  DraftId draft_id;
  std::optional<MessageId> seen;
  std::int32_t hold_seconds = 10;

  static consteval auto describe() {
    using Input = SendDraft;
    return described(
        "Sends a draft as it stands, signed by who sends it.",
        field<&Input::draft_id>("The draft."),
        field<&Input::seen>("The newest message you have seen. When there is a newer "
                            "one, the answer is 409 and nothing is sent."),
        field<&Input::hold_seconds>("How long it can be taken back.", range{0, 30}, defaults));
  }
};

Result<Page<DraftView>> list_drafts(QueryContext& context, const ListDrafts& input);
Result<DraftView> get_draft(QueryContext& context, const OneDraft& input);
Result<void> add_draft_reply(CommandContext& context, const NewDraft& input);
Result<DraftView> added_draft(QueryContext& context, const NewDraft& input, const Created& created);
Result<void> edit_draft(CommandContext& context, const EditedDraft& input);
Result<DraftView> edited_draft(QueryContext& context, const EditedDraft& input,
                               const Created& created);
Result<void> send_draft(CommandContext& context, const SendDraft& input);
Result<MessageView> sent_draft(QueryContext& context, const SendDraft& input,
                               const Created& created);
Result<void> discard_draft(CommandContext& context, const OneDraft& input);

}  // namespace kith::conversation
