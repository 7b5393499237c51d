// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "touch_store.h"

/// The routes under /touches: what colleagues note of what happened with a person.
namespace kith::sales {

extern const Statement find_persons_of_message;

inline constexpr std::uint32_t longest_note = 2'000;

struct RecordTouch {
  PersonId person_id;
  TouchKind kind = TouchKind::meeting;
  std::optional<Time> happened_at;
  std::optional<MessageId> message_id;
  std::string note;

  static consteval auto describe() {
    using Input = RecordTouch;
    return described(
        "Notes help, an introduction or a meeting that you took part in, with what shows it: a "
        "message or a note.",
        field<&Input::person_id>("With whom."), field<&Input::kind>("What it was."),
        field<&Input::happened_at>("When; now, if left out."),
        field<&Input::message_id>("The message that shows it, of a conversation with them."),
        field<&Input::note>("For colleagues: what shows it.", length{0, longest_note},
                            example{"\"Called. The new lid fits.\""}, defaults));
  }
};

struct OneTouch {
  TouchId touch_id;

  static consteval auto describe() {
    return described("One touch.", field<&OneTouch::touch_id>("Which."));
  }
};

struct ListTouches {
  PersonId person_id;
  std::int32_t limit = 50;

  static consteval auto describe() {
    return described("The newest touches with one person.", field<&ListTouches::person_id>("Who."),
                     field<&ListTouches::limit>("How many at most.", range{1, 200}, defaults));
  }
};

struct TouchView {
  TouchId id;
  PersonId person_id;
  TouchKind kind = TouchKind::meeting;
  Time happened_at;
  MemberId member_id;
  std::optional<MessageId> message_id;
  std::string note;
  Time recorded_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    using View = TouchView;
    return described(
        "What a colleague noted of what happened with a person.", field<&View::id>("Its number."),
        field<&View::person_id>("With whom, as it was noted."), field<&View::kind>("What it was."),
        field<&View::happened_at>("When."),
        field<&View::member_id>("The colleague who took part, and noted it."),
        field<&View::message_id>("The message that shows it."),
        field<&View::note>("What shows it."), field<&View::recorded_at>("When it was noted."),
        field<&View::revision>("Its ETag."));
  }
};

Result<void> record_touch(CommandContext& context, const RecordTouch& input);
Result<TouchView> recorded_touch(QueryContext& context, const RecordTouch& input,
                                 const Created& created);
Result<void> withdraw_touch(CommandContext& context, const OneTouch& input);
Result<TouchView> get_touch(QueryContext& context, const OneTouch& input);
/// All on one page: of one person there are few.
Result<Page<TouchView>> list_touches(QueryContext& context, const ListTouches& input);

}  // namespace kith::sales
