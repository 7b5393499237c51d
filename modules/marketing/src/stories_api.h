// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "story.h"

/// The routes under /stories, which stand behind the gate.
namespace kith::marketing {

struct StoryAdded {
  static constexpr std::string_view event_type = "marketing.story_added.v1";
  static constexpr Noun event_noun = Noun::own;

  StoryId story_id;
  MemberId member_id;
  OverrideId granted_by;

  static consteval auto describe() {
    return described("A customer story was begun. It is the subject.",
                     field<&StoryAdded::story_id>("Which."),
                     field<&StoryAdded::member_id>("Who began it."),
                     field<&StoryAdded::granted_by>("The override that let it be, 0: the gate was "
                                                    "open."));
  }
};

struct StoryView {
  StoryId id;
  std::string title;
  std::string text;
  std::vector<MessageId> message_ids;
  MemberId member_id;
  Time created_at;
  std::optional<OverrideId> granted_by;
  bool is_withdrawn = false;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "What the company tells of its customers.", field<&StoryView::id>("Its number."),
        field<&StoryView::title>("What it is called; empty once it is withdrawn."),
        field<&StoryView::text>("What it says; empty once it is withdrawn."),
        field<&StoryView::message_ids>("The messages that it quotes."),
        field<&StoryView::member_id>("Who began it."), field<&StoryView::created_at>("When."),
        field<&StoryView::granted_by>("The override that let it be although the gate was locked; "
                                      "absent: the gate was open."),
        field<&StoryView::is_withdrawn>("Whether a message that it quotes, or its writer, is gone, "
                                        "and its words with that."),
        field<&StoryView::revision>("Which state of it this is."));
  }
};

struct AddStory {
  std::string title;
  std::string text;
  std::vector<MessageId> message_ids;

  static consteval auto describe() {
    return described("Begins a customer story. It takes an open gate, or an override.",
                     field<&AddStory::title>("What it is called.", forms::any_line, length{1, 200},
                                             example{"\"Ten years with one bottle\""}),
                     field<&AddStory::text>("What it says.", length{1, 20'000}),
                     field<&AddStory::message_ids>("The messages of customers that it quotes.",
                                                   items{0, most_quotes}, defaults));
  }
};

struct OneStory {
  StoryId story_id;

  static consteval auto describe() {
    return described("One story.", field<&OneStory::story_id>("Which."));
  }
};

struct ListStories {
  std::int32_t limit = 25;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("The stories, newest first.",
                     field<&ListStories::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListStories::cursor>("Where the page before ended."));
  }
};

Result<Page<StoryView>> list_stories(QueryContext& context, const ListStories& input);
Result<StoryView> get_story(QueryContext& context, const OneStory& input);
/// `locked`, with all seven criteria, while the gate is locked and no override runs.
Result<void> add_story(CommandContext& context, const AddStory& input);
Result<StoryView> added_story(QueryContext& context, const AddStory& input, const Created& created);

}  // namespace kith::marketing
