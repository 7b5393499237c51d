// SPDX-License-Identifier: Apache-2.0
#include "conversation/message_view.h"

#include <unordered_map>

#include "conversation/absent.h"
#include "conversation/id_list.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

// Direction 2 is a note.
#define KITH_MESSAGE_VIEW                                                                    \
  "SELECT message.id, conversation.root, message.conversation, message.direction, "          \
  "person.root, message.member, COALESCE(outbox.sender, identity.name, ''), "                \
  "message.posted_at, message.language, message.needs_reply, message.text, message.html, "   \
  "message.delivery, outbox.not_before, outbox.reason, message.erased_at, message.revision " \
  "FROM message JOIN conversation ON conversation.id = message.conversation "                \
  "LEFT JOIN identity ON identity.id = message.identity "                                    \
  "LEFT JOIN person ON person.id = identity.person "                                         \
  "LEFT JOIN outbox ON outbox.message = message.id "                                         \
  "WHERE conversation.deleted_at = 0 "                                                       \
  "AND (message.direction <> 2 OR CAST($notes AS INTEGER) = 1) "                             \
  "AND message.id "

constexpr Statement view_messages{"view_messages", KITH_MESSAGE_VIEW KITH_IN("ids"),
                                  KITH_MESSAGE_VIEW KITH_IN_POSTGRES("ids")};

#undef KITH_MESSAGE_VIEW

MessageView message_view_of(const Rows& rows) {
  MessageView view{.id = {rows.integer(0)},
                   .conversation_id = {rows.integer(1)},
                   .thread_id = {rows.integer(2)},
                   .direction = static_cast<Direction>(rows.integer(3)),
                   .person_id = unless_absent(PersonId{rows.integer(4)}),
                   .member_id = unless_absent(MemberId{rows.integer(5)}),
                   .author = rows.string(6),
                   .posted_at = rows.time(7),
                   .language = rows.string(8),
                   .needs_reply = rows.flag(9),
                   .text = rows.string(10),
                   .delivery = static_cast<Delivery>(rows.integer(12)),
                   .is_erased = rows.flag(15),
                   .revision = rows.integer(16)};
  if (!rows.is_null(11)) {
    view.html = rows.string(11);
  }
  if (view.delivery == Delivery::held) {
    view.not_before = unless_absent(rows.time(13));
  }
  if (!rows.text(14).empty()) {
    view.failure = rows.string(14);
  }
  return view;
}

}  // namespace

std::span<const Statement* const> message_view_statements() {
  static constexpr const Statement* all[] = {&view_messages};
  return all;
}

Result<std::vector<MessageView>> load_message_views(Reader& reader,
                                                    std::span<const std::int64_t> ids,
                                                    Notes notes) {
  std::unordered_map<std::int64_t, MessageView> found;
  const std::string list = id_list(ids);
  std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(view_messages, {{"notes", notes == Notes::shown}, {"ids", list}}));
  while (KITH_TRY(rows->next())) {
    found.emplace(rows->integer(0), message_view_of(*rows));
  }
  rows.reset();
  auto attachments = KITH_TRY(load_attachments(reader, list));
  for (auto& [message, files] : attachments) {
    if (const auto view = found.find(message); view != found.end()) {
      view->second.attachments = std::move(files);
    }
  }
  std::vector<MessageView> views;
  for (const std::int64_t id : ids) {
    if (auto view = found.extract(id)) {
      views.push_back(std::move(view.mapped()));
    }
  }
  return views;
}

Result<MessageView> load_message_view(Reader& reader, MessageId id, Notes notes) {
  std::vector<MessageView> views =
      KITH_TRY(load_message_views(reader, std::span(&id.value, 1), notes));
  if (views.empty()) {
    return fail(ErrorCode::not_found, "There is no such message.");
  }
  return std::move(views.front());
}

}  // namespace kith::conversation
