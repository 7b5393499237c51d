// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "conversation/inputs.h"
#include "conversation/message_view.h"

/// The routes of messages: inputs and one function each.
namespace kith::conversation {

/// Which end of a thread comes first.
enum class MessageOrder : std::uint8_t { newest, oldest };

struct ListMessages {
  ConversationId conversation_id;
  MessageOrder order = MessageOrder::newest;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("The messages of a conversation and all that was merged into it.",
                     field<&ListMessages::conversation_id>("The conversation."),
                     field<&ListMessages::order>("Which end comes first.", defaults),
                     field<&ListMessages::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListMessages::cursor>("Where the page before ended."));
  }
};

struct SomeMessages {
  std::vector<MessageId> ids;

  static consteval auto describe() {
    return described(
        "Messages by their ids.",
        field<&SomeMessages::ids>("Which; those that are not there are left out.", items{1, 100}));
  }
};

struct WriteReply {
  ConversationId conversation_id;
  std::string text;
  std::optional<MessageId> seen;
  std::int32_t hold_seconds = 10;
  std::optional<Time> send_at;
  std::vector<AttachmentId> attachments;

  static consteval auto describe() {
    using Input = WriteReply;
    return described(
        "An answer to the people of a conversation, signed by who writes it.",
        field<&Input::conversation_id>("The conversation."),
        field<&Input::text>("What to say.", length{1, 10'000}, example{"\"It left today.\""}),
        field<&Input::seen>("The newest message you have seen. When there is a newer one, the "
                            "answer is 409 and nothing is sent."),
        field<&Input::hold_seconds>("How long it can be taken back.", range{0, 30}, defaults),
        field<&Input::send_at>("When it shall leave, if not at once."),
        field<&Input::attachments>("Its files: uploads of yours, or files of this conversation.",
                                   items{0, 20}, defaults));
  }
};

struct WriteNote {
  ConversationId conversation_id;
  std::string text;

  static consteval auto describe() {
    return described("A note for colleagues; it never leaves.",
                     field<&WriteNote::conversation_id>("The conversation."),
                     field<&WriteNote::text>("What to note.", length{1, 10'000},
                                             example{"\"Waits for the lab.\""}));
  }
};

Result<Page<MessageView>> list_messages(QueryContext& context, const ListMessages& input);
Result<Page<MessageView>> some_messages(QueryContext& context, const SomeMessages& input);

Result<void> write_reply(CommandContext& context, const WriteReply& input);
Result<MessageView> written_reply(QueryContext& context, const WriteReply& input,
                                  const Created& created);
Result<void> write_note(CommandContext& context, const WriteNote& input);
Result<MessageView> written_note(QueryContext& context, const WriteNote& input,
                                 const Created& created);
Result<void> undo_reply(CommandContext& context, const OneMessage& input);
Result<MessageView> undone_reply(QueryContext& context, const OneMessage& input,
                                 const Created& created);

}  // namespace kith::conversation
