// SPDX-License-Identifier: Apache-2.0
#include "story.h"

namespace kith::marketing {

constexpr Statement show_story{
    "show_story",
    "SELECT id, title, text, member, created_at, granted_by, is_withdrawn, revision "
    "FROM marketing_story WHERE id = $id"};
constexpr Statement list_stories_before{
    "list_stories_before",
    "SELECT id, title, text, member, created_at, granted_by, is_withdrawn, revision "
    "FROM marketing_story WHERE id < $before ORDER BY id DESC LIMIT $rows"};
constexpr Statement list_quotes{
    "list_quotes", "SELECT message FROM marketing_quote WHERE story = $story ORDER BY place"};
// The conversation is asked for so that each table behind the view gives a column: of one that
// gives its key alone, SQLite tells the authorizer as if it had been named here.
constexpr Statement find_quotable{
    "find_quotable",
    "SELECT person FROM kith_message WHERE id = $message AND direction = 0 AND erased_at = 0 "
    "AND conversation > 0"};
constexpr Statement insert_story{
    "insert_story",
    "INSERT INTO marketing_story(id, title, text, member, created_at, granted_by, is_withdrawn, "
    "revision) VALUES($id, $title, $text, $member, $created_at, $granted_by, 0, $revision)"};
constexpr Statement insert_quote{"insert_quote",
                                 "INSERT INTO marketing_quote(story, place, message, person) "
                                 "VALUES($story, $place, $message, $person)"};
constexpr Statement withdraw_stories_with_message{
    "withdraw_stories_with_message",
    "UPDATE marketing_story SET title = '', text = '', is_withdrawn = 1, revision = revision + 1 "
    "WHERE id IN (SELECT story FROM marketing_quote WHERE message = $message)"};
constexpr Statement withdraw_stories_with_person{
    "withdraw_stories_with_person",
    "UPDATE marketing_story SET title = '', text = '', is_withdrawn = 1, revision = revision + 1 "
    "WHERE id IN (SELECT story FROM marketing_quote WHERE person = $person)"};

Story story_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .title = rows.string(1),
          .text = rows.string(2),
          .messages = {},
          .member = {rows.integer(3)},
          .created_at = rows.time(4),
          .granted_by = {rows.integer(5)},
          .is_withdrawn = rows.flag(6),
          .revision = rows.integer(7)};
}

Result<std::vector<MessageId>> load_quotes(Reader& reader, StoryId id) {
  std::vector<MessageId> messages;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_quotes, {{"story", id}}));
  while (KITH_TRY(rows->next())) {
    messages.push_back({rows->integer(0)});
  }
  return messages;
}

Result<Story> load_story(Reader& reader, StoryId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(show_story, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such story.");
  }
  Story story = story_of(*rows);
  story.messages = KITH_TRY(load_quotes(reader, id));
  return story;
}

Result<PersonId> writer_of_quotable(Reader& reader, MessageId message) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_quotable, {{"message", message}}));
  if (!KITH_TRY(rows->next())) {
    return fail_at(ErrorCode::not_found, "/message_ids",
                   "A story quotes messages of customers that are still there.");
  }
  return rows->id_of<PersonId>(0);
}

void store_story(CommandContext& context, const Story& story,
                 const std::vector<PersonId>& writers) {
  context.run(insert_story, {{"id", story.id},
                             {"title", story.title},
                             {"text", story.text},
                             {"member", story.member},
                             {"created_at", story.created_at},
                             {"granted_by", story.granted_by},
                             {"revision", story.revision}});
  for (std::size_t place = 0; place < story.messages.size(); ++place) {
    context.run(insert_quote, {{"story", story.id},
                               {"place", place},
                               {"message", story.messages[place]},
                               {"person", writers[place]}});
  }
}

Result<void> withdraw_with_message(EraseContext& context, std::int64_t message) {
  context.run(withdraw_stories_with_message, {{"message", message}});
  return {};
}

Result<void> withdraw_with_person(EraseContext& context, std::int64_t person) {
  context.run(withdraw_stories_with_person, {{"person", person}});
  return {};
}

}  // namespace kith::marketing
