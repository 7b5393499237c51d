// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/context.h>

#include "override.h"

namespace kith::marketing {

/// The word under which stories get their numbers.
struct StoryNoun {
  static constexpr std::string_view word = "story";
};
using StoryId = Id<StoryNoun>;

/// What the company tells of its customers, with the messages that it quotes.
struct Story {
  StoryId id;
  std::string title;
  std::string text;
  std::vector<MessageId> messages;
  MemberId member;
  Time created_at;
  OverrideId granted_by;      ///< 0: the gate was open
  bool is_withdrawn = false;  ///< what it quoted was taken back, and its words went with that
  std::int64_t revision = 0;
};

inline constexpr std::uint32_t most_quotes = 20;

extern const Statement show_story;
extern const Statement list_stories_before;
extern const Statement list_quotes;
extern const Statement find_quotable;
extern const Statement insert_story;
extern const Statement insert_quote;
extern const Statement withdraw_stories_with_message;
extern const Statement withdraw_stories_with_person;

/// Of a row of show_story and list_stories_before; without the messages.
Story story_of(const Rows& rows);
/// The one of this number; `not_found`.
Result<Story> load_story(Reader& reader, StoryId id);
Result<std::vector<MessageId>> load_quotes(Reader& reader, StoryId id);
/// Who wrote a message that may be quoted: somebody outside, and it is still there; `not_found`.
Result<PersonId> writer_of_quotable(Reader& reader, MessageId message);

void store_story(CommandContext& context, const Story& story, const std::vector<PersonId>& writers);

/// A story goes when what it quotes does: its words may be those of the message.
Result<void> withdraw_with_message(EraseContext& context, std::int64_t message);
Result<void> withdraw_with_person(EraseContext& context, std::int64_t person);

}  // namespace kith::marketing
