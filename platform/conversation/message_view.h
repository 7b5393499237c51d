// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/nouns.h>
#include <kith/reader.h>

#include "conversation/attachment_view.h"

namespace kith::conversation {

/// One message of a conversation.
struct MessageView {
  MessageId id;
  ConversationId conversation_id;
  ConversationId thread_id;
  Direction direction = Direction::inbound;
  std::optional<PersonId> person_id;
  std::optional<MemberId> member_id;
  std::string author;
  Time posted_at;
  std::string language;
  bool needs_reply = false;
  std::string text;
  std::optional<std::string> html;
  std::vector<AttachmentView> attachments;
  Delivery delivery = Delivery::none;
  std::optional<Time> not_before;
  std::optional<std::string> failure;
  bool is_erased = false;
  std::int64_t revision = 0;

  static consteval auto describe() {
    using View = MessageView;
    return described(
        "A message.", field<&View::id>("Its id; the order of ids is the order of messages."),
        field<&View::conversation_id>("The conversation that it is part of now."),
        field<&View::thread_id>("The thread it was written in; another than the conversation "
                                "where two were merged."),
        field<&View::direction>("Who speaks to whom."),
        field<&View::person_id>("Who wrote it, as known now."),
        field<&View::member_id>("The colleague who wrote it."),
        field<&View::author>("The name it was written under; of a colleague's note, nothing."),
        field<&View::posted_at>("When it was posted."),
        field<&View::language>("Its language, or und."),
        field<&View::needs_reply>("Whether it asks for an answer."),
        field<&View::text>("What it says; nothing once it was erased."),
        field<&View::html>("The same as sanitised HTML, where it came as HTML."),
        field<&View::attachments>("Its files."),
        field<&View::delivery>("How far a reply of ours has come."),
        field<&View::not_before>("Until then a reply that is held can be taken back."),
        field<&View::failure>("Why a reply did not arrive, as a word."),
        field<&View::is_erased>("Whether its text was taken back or erased."),
        field<&View::revision>("How often its author changed it, from 1."));
  }
};

/// Whether notes are among what is shown.
enum class Notes : std::uint8_t { hidden, shown };

/// The messages of these ids that are there and may be shown, in the same order, with two queries.
Result<std::vector<MessageView>> load_message_views(Reader& reader,
                                                    std::span<const std::int64_t> ids, Notes notes);
/// `not_found` for one that is not there or may not be shown.
Result<MessageView> load_message_view(Reader& reader, MessageId id, Notes notes);

}  // namespace kith::conversation
