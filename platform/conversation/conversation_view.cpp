// SPDX-License-Identifier: Apache-2.0
#include "conversation/conversation_view.h"

#include <algorithm>
#include <unordered_map>

#include "conversation/absent.h"
#include "conversation/id_list.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

#define KITH_CONVERSATION_VIEW                                                                   \
  "SELECT conversation.id, conversation.number, conversation.subject, conversation.channel, "    \
  "channel.kind, channel.name, whole.id, whole.name, conversation.status, "                      \
  "conversation.snoozed_until, conversation.waiting_since, conversation.assignee, "              \
  "conversation.priority, conversation.department, conversation.messages, "                      \
  "conversation.merged_into, conversation.root, conversation.opened_at, conversation.revision, " \
  "message.id, message.direction, message.delivery, message.posted_at, "                         \
  "substr(message.text, 1, 160) FROM conversation "                                              \
  "LEFT JOIN channel ON channel.id = conversation.channel "                                      \
  "LEFT JOIN person ON person.id = conversation.person "                                         \
  "LEFT JOIN person AS whole ON whole.id = person.root "                                         \
  "LEFT JOIN message ON message.id = conversation.last_message "                                 \
  "WHERE conversation.deleted_at = 0 AND conversation.id "
#define KITH_LABELS_VIEW "SELECT conversation, label FROM conversation_label WHERE conversation "

constexpr Statement view_conversations{"view_conversations", KITH_CONVERSATION_VIEW KITH_IN("ids"),
                                       KITH_CONVERSATION_VIEW KITH_IN_POSTGRES("ids")};
constexpr Statement view_labels{"view_labels", KITH_LABELS_VIEW KITH_IN("ids"),
                                KITH_LABELS_VIEW KITH_IN_POSTGRES("ids")};

#undef KITH_CONVERSATION_VIEW
#undef KITH_LABELS_VIEW

std::string in_one_line(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

ConversationView conversation_view_of(const Rows& rows) {
  ConversationView view{.id = {rows.integer(0)},
                        .number = rows.integer(1),
                        .subject = rows.string(2),
                        .channel_id = {rows.integer(3)},
                        .channel_kind = rows.string(4),
                        .channel_name = rows.string(5),
                        .person_id = {rows.integer(6)},
                        .person_name = rows.string(7),
                        .status = static_cast<Status>(rows.integer(8)),
                        .snoozed_until = unless_absent(rows.time(9)),
                        .waiting_since = unless_absent(rows.time(10)),
                        .assignee = unless_absent(MemberId{rows.integer(11)}),
                        .priority = static_cast<Priority>(rows.integer(12)),
                        .department = static_cast<Department>(rows.integer(13)),
                        .messages = rows.integer(14),
                        .merged_into = unless_absent(ConversationId{rows.integer(15)}),
                        .root = {rows.integer(16)},
                        .opened_at = rows.time(17),
                        .revision = rows.integer(18)};
  if (!rows.is_null(19)) {
    view.last_message = LastMessage{.id = {rows.integer(19)},
                                    .direction = static_cast<Direction>(rows.integer(20)),
                                    .delivery = static_cast<Delivery>(rows.integer(21)),
                                    .posted_at = rows.time(22),
                                    .snippet = in_one_line(rows.string(23))};
  }
  return view;
}

}  // namespace

std::span<const Statement* const> conversation_view_statements() {
  static constexpr const Statement* all[] = {&view_conversations, &view_labels};
  return all;
}

Result<std::vector<ConversationView>> load_conversation_views(Reader& reader,
                                                              std::span<const std::int64_t> ids) {
  std::unordered_map<std::int64_t, ConversationView> found;
  const std::string list = id_list(ids);
  std::unique_ptr<Rows> rows = KITH_TRY(reader.query(view_conversations, {{"ids", list}}));
  while (KITH_TRY(rows->next())) {
    found.emplace(rows->integer(0), conversation_view_of(*rows));
  }
  rows = KITH_TRY(reader.query(view_labels, {{"ids", list}}));
  while (KITH_TRY(rows->next())) {
    if (const auto view = found.find(rows->integer(0)); view != found.end()) {
      view->second.labels.push_back(rows->string(1));
    }
  }
  std::vector<ConversationView> views;
  for (const std::int64_t id : ids) {
    if (auto view = found.extract(id)) {
      std::ranges::sort(view.mapped().labels);
      views.push_back(std::move(view.mapped()));
    }
  }
  return views;
}

Result<ConversationView> load_conversation_view(Reader& reader, ConversationId id) {
  std::vector<ConversationView> views =
      KITH_TRY(load_conversation_views(reader, std::span(&id.value, 1)));
  if (views.empty()) {
    return fail(ErrorCode::not_found, "There is no such conversation.");
  }
  return std::move(views.front());
}

}  // namespace kith::conversation
