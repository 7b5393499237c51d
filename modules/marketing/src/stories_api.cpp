// SPDX-License-Identifier: Apache-2.0
#include "stories_api.h"

#include <limits>

#include <kith/page_cursor.h>

#include "gate_now.h"

namespace kith::marketing {
namespace {

StoryView view_of(Story story) {
  StoryView view{.id = story.id,
                 .title = std::move(story.title),
                 .text = std::move(story.text),
                 .message_ids = std::move(story.messages),
                 .member_id = story.member,
                 .created_at = story.created_at,
                 .is_withdrawn = story.is_withdrawn,
                 .revision = story.revision};
  if (story.granted_by) {
    view.granted_by = story.granted_by;
  }
  return view;
}

}  // namespace

Result<Page<StoryView>> list_stories(QueryContext& context, const ListStories& input) {
  constexpr std::string_view list = "marketing.stories";
  PagePlace before{.id = std::numeric_limits<std::int64_t>::max()};
  if (input.cursor) {
    before = KITH_TRY(open_page_cursor(list, *input.cursor));
  }
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_stories_before, {{"before", before.id}, {"rows", input.limit + 1}}));
  Page<StoryView> page = KITH_TRY(read_page<StoryView>(
      *rows, input.limit, list, [](const Rows& row) { return view_of(story_of(row)); },
      [](const StoryView& view) { return PagePlace{.id = view.id.value}; }));
  for (StoryView& view : page.items) {
    view.message_ids = KITH_TRY(load_quotes(context.reader(), view.id));
  }
  return page;
}

Result<StoryView> get_story(QueryContext& context, const OneStory& input) {
  return view_of(KITH_TRY(load_story(context.reader(), input.story_id)));
}

Result<void> add_story(CommandContext& context, const AddStory& input) {
  const GateNow gate = KITH_TRY(load_gate(context.reader(), context.now()));
  if (!gate.may_publish()) {
    return std::unexpected(locked_error(gate));
  }
  std::vector<PersonId> writers;
  for (const MessageId message : input.message_ids) {
    writers.push_back(KITH_TRY(writer_of_quotable(context.reader(), message)));
  }
  const Story story{.id = KITH_TRY(context.mint<StoryId>()),
                    .title = input.title,
                    .text = input.text,
                    .messages = input.message_ids,
                    .member = context.caller().member,
                    .created_at = context.now(),
                    .granted_by = gate.is_open() ? OverrideId{} : gate.running->id,
                    .is_withdrawn = false,
                    .revision = 1};
  store_story(context, story, writers);
  context.emit(
      story.id.value,
      StoryAdded{.story_id = story.id, .member_id = story.member, .granted_by = story.granted_by});
  return {};
}

Result<StoryView> added_story(QueryContext& context, const AddStory&, const Created& created) {
  return get_story(context, {KITH_TRY(created.minted_id<StoryId>())});
}

}  // namespace kith::marketing
