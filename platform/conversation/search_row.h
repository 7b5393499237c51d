// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/event.h>
#include <kith/nouns.h>
#include <kith/reader.h>

namespace kith::conversation {

/// What narrows a search beside its words. What is left at its default narrows nothing.
struct SearchFilter {
  ChannelId channel;
  std::string language;
  std::optional<Department> department;
  PersonId person;  ///< messages of conversations in which this person takes part
  std::string label;
  std::optional<MemberId> assignee;  ///< 0: conversations that nobody has
  std::vector<Status> statuses;
  std::optional<Direction> direction;
  Time from;
  Time to;  ///< the first moment that is too late
  bool with_notes = false;
};

/// A message with what a search shows of it and what filters ask. Conversation and person are
/// those that the message belongs to now, after merges.
struct SearchRow {
  MessageId message;
  ConversationId thread;
  ConversationId conversation;
  std::int64_t number = 0;
  std::string subject;
  ChannelId channel;
  Direction direction = Direction::inbound;
  MemberId member;
  PersonId person;
  std::string person_name;
  Time posted_at;
  std::string language;
  Status status = Status::open;
  MemberId assignee;
  Department department = Department::none;
  bool has_label = false;  ///< the filter's label, or the filter has none
  std::string text;
};

/// The message with that id; nothing where it is not to be shown to anybody: erased, of an erased
/// person, of a deleted conversation, a reply that was taken back.
Result<std::optional<SearchRow>> load_search_row(Reader& reader, std::int64_t id,
                                                 const SearchFilter& filter);

/// Whether a row is one that the filter lets through; the person is not looked at.
bool fits(const SearchFilter& filter, const SearchRow& row);

/// The text of a message, "" where there is none.
Result<std::string> load_message_text(Reader& reader, std::int64_t id);

/// Where the filter leaves few conversations: all their messages with ids below `before`, newest
/// first, at most `most`; nothing where it leaves many, and the words are looked up first.
struct NarrowedMessages {
  std::vector<std::int64_t> ids;
  bool is_whole = true;
};
Result<std::optional<NarrowedMessages>> narrowed_messages(Reader& reader,
                                                          const SearchFilter& filter,
                                                          std::int64_t before, std::size_t most);

}  // namespace kith::conversation
