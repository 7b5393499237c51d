// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/event.h>
#include <kith/nouns.h>
#include <kith/reader.h>

namespace kith::conversation {

/// The newest message of a conversation, as a list shows it.
struct LastMessage {
  MessageId id;
  Direction direction = Direction::inbound;
  Delivery delivery = Delivery::none;
  Time posted_at;
  std::string snippet;

  static consteval auto describe() {
    return described("The newest message of a conversation that is no note.",
                     field<&LastMessage::id>("The message."),
                     field<&LastMessage::direction>("Who speaks to whom."),
                     field<&LastMessage::delivery>("How far a reply of ours has come."),
                     field<&LastMessage::posted_at>("When it was posted."),
                     field<&LastMessage::snippet>("How its text begins, in one line."));
  }
};

/// A conversation as lists show it: all that an inbox needs.
struct ConversationView {
  ConversationId id;
  std::int64_t number = 0;
  std::string subject;
  ChannelId channel_id;
  std::string channel_kind;
  std::string channel_name;
  PersonId person_id;
  std::string person_name;
  Status status = Status::open;
  std::optional<Time> snoozed_until;
  std::optional<Time> waiting_since;
  std::optional<MemberId> assignee;
  Priority priority = Priority::none;
  Department department = Department::none;
  std::vector<std::string> labels;
  std::optional<LastMessage> last_message;
  std::int64_t messages = 0;
  std::optional<ConversationId> merged_into;
  ConversationId root;
  Time opened_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    using View = ConversationView;
    return described(
        "A conversation.", field<&View::id>("Its id."),
        field<&View::number>("The number that people say, as in #1042."),
        field<&View::subject>("What it is called."),
        field<&View::channel_id>("The channel it came by."),
        field<&View::channel_kind>("That channel's kind."),
        field<&View::channel_name>("That channel's name."),
        field<&View::person_id>("Who opened it, as known now."),
        field<&View::person_name>("Their name."), field<&View::status>("Where it stands."),
        field<&View::snoozed_until>("When a snoozed one comes back."),
        field<&View::waiting_since>("Since when somebody waits for an answer."),
        field<&View::assignee>("The colleague who has it."),
        field<&View::priority>("How urgent it is."),
        field<&View::department>("The department that leads it."),
        field<&View::labels>("Its labels, by alphabet."),
        field<&View::last_message>("Its newest message."),
        field<&View::messages>("How many messages it has, without notes."),
        field<&View::merged_into>("What it is part of; everything above is then as it was."),
        field<&View::root>("The conversation to act on: itself, or the whole it is part of."),
        field<&View::opened_at>("When it began."), field<&View::revision>("Its ETag."));
  }
};

/// The conversations of these ids that are there, in the same order, with two queries in all.
Result<std::vector<ConversationView>> load_conversation_views(Reader& reader,
                                                              std::span<const std::int64_t> ids);
/// `not_found` for one that is not there or is deleted.
Result<ConversationView> load_conversation_view(Reader& reader, ConversationId id);

}  // namespace kith::conversation
