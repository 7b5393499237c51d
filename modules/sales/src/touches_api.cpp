// SPDX-License-Identifier: Apache-2.0
#include "touches_api.h"

#include <algorithm>

#include "events.h"
#include "whole.h"

namespace kith::sales {

// Who wrote a message, and to whom the conversation is that it stands in.
constexpr Statement find_persons_of_message{
    "find_persons_of_message",
    "SELECT coalesce(author.root, 0), coalesce(opener.root, 0) FROM kith_message "
    "JOIN kith_conversation ON kith_conversation.id = kith_message.thread "
    "LEFT JOIN kith_person AS author ON author.id = kith_message.person "
    "LEFT JOIN kith_person AS opener ON opener.id = kith_conversation.person "
    "WHERE kith_message.id = $message AND kith_message.erased_at = 0"};

namespace {

Result<void> check_message(Reader& reader, MessageId message, PersonId root) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_persons_of_message, {{"message", message}}));
  const bool is_theirs =
      KITH_TRY(rows->next()) && (rows->integer(0) == root.value || rows->integer(1) == root.value);
  return is_theirs ? Result<void>()
                   : fail_at(ErrorCode::rule, "/message_id",
                             "Must be a message of a conversation with this person.");
}

TouchFigure figure_of(const Touch& touch) {
  return {.touch_id = touch.id,
          .kind = touch.kind,
          .happened_at = touch.happened_at,
          .member_id = touch.member,
          .message_id = touch.message};
}

TouchView view_of(const Touch& touch) {
  TouchView view{.id = touch.id,
                 .person_id = touch.person,
                 .kind = touch.kind,
                 .happened_at = touch.happened_at,
                 .member_id = touch.member,
                 .note = touch.note,
                 .recorded_at = touch.recorded_at,
                 .revision = touch.revision};
  if (touch.message) {
    view.message_id = touch.message;
  }
  return view;
}

}  // namespace

Result<void> record_touch(CommandContext& context, const RecordTouch& input) {
  const Whole whole = KITH_TRY(load_whole(context.reader(), input.person_id));
  if (input.message_id) {
    KITH_CHECK(check_message(context.reader(), *input.message_id, whole.root));
  } else if (input.note.empty()) {
    return fail_at(ErrorCode::rule, "/note", "Say what shows it: a message or a note.");
  }
  const Time now = context.now();
  if (input.happened_at && (*input.happened_at > now || input.happened_at->microseconds < 0)) {
    return fail_at(ErrorCode::rule, "/happened_at", "Must be a time that has passed.");
  }
  const Touch touch{.id = KITH_TRY(context.mint<TouchId>()),
                    .person = input.person_id,
                    .kind = input.kind,
                    .happened_at = input.happened_at.value_or(now),
                    .member = context.caller().member,
                    .message = input.message_id.value_or(MessageId{}),
                    .note = input.note,
                    .recorded_at = now};
  store_touch(context, touch);
  context.emit(touch.person.value, TouchRecorded{figure_of(touch)});
  return {};
}

Result<TouchView> recorded_touch(QueryContext& context, const RecordTouch&,
                                 const Created& created) {
  return view_of(KITH_TRY(load_touch(context.reader(), KITH_TRY(created.minted_id<TouchId>()))));
}

Result<void> withdraw_touch(CommandContext& context, const OneTouch& input) {
  const Touch touch = KITH_TRY(load_touch(context.reader(), input.touch_id));
  KITH_CHECK(context.check_revision(touch.revision));
  context.run(remove_touch, {{"id", touch.id}});
  context.emit(touch.person.value, TouchWithdrawn{figure_of(touch)});
  return {};
}

Result<TouchView> get_touch(QueryContext& context, const OneTouch& input) {
  return view_of(KITH_TRY(load_touch(context.reader(), input.touch_id)));
}

Result<Page<TouchView>> list_touches(QueryContext& context, const ListTouches& input) {
  const Whole whole = KITH_TRY(load_whole(context.reader(), input.person_id));
  Page<TouchView> page;
  for (const PersonId part : whole.parts) {
    for (const Touch& touch : KITH_TRY(load_touches_with(context.reader(), part, input.limit))) {
      page.items.push_back(view_of(touch));
    }
  }
  std::ranges::sort(page.items, std::greater{},
                    [](const TouchView& each) { return std::pair(each.happened_at, each.id); });
  page.items.resize(std::min(page.items.size(), static_cast<std::size_t>(input.limit)));
  return page;
}

}  // namespace kith::sales
