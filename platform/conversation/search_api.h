// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/route.h>

#include "conversation/search.h"

/// The route of the search: its input, its answer and the function.
namespace kith::conversation {

struct SearchMessages {
  std::string q;
  std::optional<ChannelId> channel;
  std::optional<std::string> language;
  std::optional<Department> department;
  std::optional<PersonId> person;
  std::optional<std::string> label;
  std::optional<std::string> assignee;
  std::vector<Status> status;
  std::optional<Direction> direction;
  std::optional<Time> from;
  std::optional<Time> to;
  SearchOrder order = SearchOrder::newest;
  std::int32_t limit = 20;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    using Input = SearchMessages;
    return described(
        "Messages by their words, the newest first. A page may hold fewer than were asked for and "
        "still have a next one.",
        field<&Input::q>("The words, all of which must be there: \"a phrase\", begin*, this OR "
                         "that, -without.",
                         length{1, 1'000}, example{"\"\\\"where is\\\" parcel* -test\""}),
        field<&Input::channel>("Only what came by this channel."),
        field<&Input::language>("Only what is in this language.", length{2, 3}, example{"\"de\""}),
        field<&Input::department>("Only conversations that this department leads."),
        field<&Input::person>("Only conversations in which this person takes part."),
        field<&Input::label>("Only conversations with this label.", forms::word),
        field<&Input::assignee>("Only conversations of one colleague: me, none or a member's id.",
                                length{1, 20}, example{"\"me\""}),
        field<&Input::status>("Only conversations that stand so.", items{0, 4}, defaults),
        field<&Input::direction>("Only what was said in this direction."),
        field<&Input::from>("Only what was posted then or later."),
        field<&Input::to>("Only what was posted before."),
        field<&Input::order>("The newest first, or the best among the newest hits; the best come "
                             "on one page.",
                             defaults),
        field<&Input::limit>("How many to a page.", range{1, 100}, defaults),
        field<&Input::cursor>("Where the page before ended."));
  }
};

/// A message that was found, with what one must know to choose it.
struct FoundMessage {
  MessageId message_id;
  ConversationId conversation_id;
  std::int64_t conversation_number = 0;
  ConversationId thread_id;
  std::string subject;
  Status status = Status::open;
  ChannelId channel_id;
  Direction direction = Direction::inbound;
  std::optional<PersonId> person_id;
  std::string person_name;
  std::optional<MemberId> member_id;
  std::string language;
  Time posted_at;
  std::string snippet;
  std::vector<SnippetMatch> matches;
  bool is_cut_before = false;
  bool is_cut_after = false;

  static consteval auto describe() {
    using View = FoundMessage;
    return described(
        "A message that was found.", field<&View::message_id>("The message."),
        field<&View::conversation_id>("The conversation that it is part of now."),
        field<&View::conversation_number>("The number that people say, as in #1042."),
        field<&View::thread_id>("The thread it was written in; another than the conversation "
                                "where two were merged."),
        field<&View::subject>("What the conversation is called."),
        field<&View::status>("Where the conversation stands."),
        field<&View::channel_id>("The channel it came by."),
        field<&View::direction>("Who speaks to whom."),
        field<&View::person_id>("Who wrote it, as known now."),
        field<&View::person_name>("Their name."),
        field<&View::member_id>("The colleague who wrote it."),
        field<&View::language>("Its language, or und."),
        field<&View::posted_at>("When it was posted."),
        field<&View::snippet>("The part that shows why it was found: plain text in one line."),
        field<&View::matches>("Where in the snippet the words stand."),
        field<&View::is_cut_before>("Whether the message says more before the snippet."),
        field<&View::is_cut_after>("Whether the message says more after it."));
  }
};

struct SearchAnswer {
  std::vector<FoundMessage> items;
  std::optional<std::string> next;
  bool is_complete = true;

  static consteval auto describe() {
    return described(
        "What a search has found.", field<&SearchAnswer::items>("The messages, in order."),
        field<&SearchAnswer::next>("The cursor of the page after it; absent on the last one."),
        field<&SearchAnswer::is_complete>(
            "False when the search stopped before it had looked at everything that may fit: take "
            "the next page to look on, or search for more. Of the best, only the newest 5000 hits "
            "were weighed then."));
  }
};

/// Needs conversation.read; notes are found with conversation.note.read.
Result<SearchAnswer> search_messages(QueryContext& context, const SearchMessages& input);

}  // namespace kith::conversation
