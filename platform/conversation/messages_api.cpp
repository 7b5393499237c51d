// SPDX-License-Identifier: Apache-2.0
#include "conversation/messages_api.h"

#include <fmt/format.h>

#include "conversation/conversation_row.h"
#include "conversation/permissions.h"
#include "conversation/statement_lists.h"
#include "conversation/walk.h"

namespace kith::conversation {
namespace {

// One thread, along its index. Direction 2 is a note, delivery 6 a reply that was taken back.
#define KITH_THREAD(compare, order)                                                         \
  "SELECT id FROM message WHERE conversation = $conversation AND id " compare               \
  " $place AND (direction <> 2 OR CAST($notes AS INTEGER) = 1) AND delivery <> 6 ORDER BY " \
  "id " order " LIMIT $most"

constexpr Statement newest_of_thread{"newest_of_thread", KITH_THREAD("<", "DESC")};
constexpr Statement oldest_of_thread{"oldest_of_thread", KITH_THREAD(">", "ASC")};

#undef KITH_THREAD

Notes notes_for(const QueryContext& context) {
  return context.may(note_read) ? Notes::shown : Notes::hidden;
}

/// Messages of one thread behind `after`, one more than a page holds.
Result<Walk> walk_thread(QueryContext& context, ConversationId thread, const ListMessages& input,
                         const PagePlace& after) {
  const bool newest = input.order == MessageOrder::newest;
  const std::size_t most = static_cast<std::size_t>(input.limit) + 1;
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      newest ? newest_of_thread : oldest_of_thread, {{"conversation", thread},
                                                     {"place", after.key},
                                                     {"notes", notes_for(context) == Notes::shown},
                                                     {"most", most}}));
  return read_ids(*rows, most);
}

}  // namespace

std::span<const Statement* const> messages_api_statements() {
  static constexpr const Statement* all[] = {&newest_of_thread, &oldest_of_thread};
  return all;
}

Result<Page<MessageView>> list_messages(QueryContext& context, const ListMessages& input) {
  KITH_CHECK(context.require(conversation_read));
  const ConversationRow row = KITH_TRY(load_conversation(context.reader(), input.conversation_id));
  const ListOrder order =
      input.order == MessageOrder::newest ? ListOrder::descending : ListOrder::ascending;
  const std::string list =
      fmt::format("messages {} {}", row.id.value, static_cast<int>(input.order));
  const PagePlace after =
      input.cursor ? KITH_TRY(open_page_cursor(list, *input.cursor)) : list_start(order);
  std::vector<Walk> walks;
  for (const ConversationRow& thread : KITH_TRY(load_whole(context.reader(), row.root))) {
    walks.push_back(KITH_TRY(walk_thread(context, thread.id, input, after)));
  }
  const FoundPage found = merge_walks(walks, order, static_cast<std::size_t>(input.limit));
  Page<MessageView> page{
      KITH_TRY(load_message_views(context.reader(), found.ids, notes_for(context))), {}};
  if (found.next) {
    page.next = page_cursor(list, *found.next);
  }
  return page;
}

Result<Page<MessageView>> some_messages(QueryContext& context, const SomeMessages& input) {
  KITH_CHECK(context.require(conversation_read));
  std::vector<std::int64_t> ids;
  for (const MessageId id : input.ids) {
    ids.push_back(id.value);
  }
  return Page<MessageView>{KITH_TRY(load_message_views(context.reader(), ids, notes_for(context))),
                           {}};
}

Result<void> write_reply(CommandContext& context, const WriteReply& input) {
  KITH_CHECK(context.caller().require(message_reply));
  const Time held_until = context.now() + std::chrono::seconds(input.hold_seconds);
  context.apply(SubmitReply{.conversation = input.conversation_id,
                            .text = input.text,
                            .sender = context.caller().member,
                            .seen = input.seen.value_or(MessageId{}),
                            .not_before = std::max(held_until, input.send_at.value_or(Time{})),
                            .attachments = input.attachments});
  return {};
}

Result<MessageView> written_reply(QueryContext& context, const WriteReply&,
                                  const Created& created) {
  return load_message_view(context.reader(), {created.verbs.at(0)}, Notes::hidden);
}

Result<void> write_note(CommandContext& context, const WriteNote& input) {
  KITH_CHECK(context.caller().require(note_write));
  context.apply(AddNote{.conversation = input.conversation_id,
                        .text = input.text,
                        .author = context.caller().member});
  return {};
}

Result<MessageView> written_note(QueryContext& context, const WriteNote&, const Created& created) {
  return load_message_view(context.reader(), {created.verbs.at(0)}, Notes::shown);
}

Result<void> undo_reply(CommandContext& context, const OneMessage& input) {
  KITH_CHECK(context.caller().require(message_reply));
  context.apply(UndoReply{.message = input.message_id});
  return {};
}

Result<MessageView> undone_reply(QueryContext& context, const OneMessage& input, const Created&) {
  return load_message_view(context.reader(), input.message_id, Notes::hidden);
}

}  // namespace kith::conversation
