// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_row.h"

#include <algorithm>

#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

// Delivery 6 is a reply that was taken back, direction 0 what somebody outside wrote. A person who
// is being erased is gone at once: what they wrote, and what was written in their conversations.
constexpr Statement find_row{
    "find_search_row",
    "SELECT message.conversation, whole.id, whole.number, whole.subject, thread.channel, "
    "message.direction, message.member, author.id, author.name, message.posted_at, "
    "message.language, whole.status, whole.assignee, whole.department, "
    "CASE WHEN $label = '' OR EXISTS (SELECT 1 FROM conversation_label WHERE "
    "conversation_label.conversation = whole.id AND conversation_label.label = $label) "
    "THEN 1 ELSE 0 END, message.text FROM message "
    "JOIN conversation AS thread ON thread.id = message.conversation "
    "JOIN conversation AS whole ON whole.id = thread.root "
    "LEFT JOIN identity ON identity.id = message.identity "
    "LEFT JOIN person AS written_by ON written_by.id = identity.person "
    "LEFT JOIN person AS author ON author.id = written_by.root "
    "LEFT JOIN person AS opener ON opener.id = thread.person "
    "WHERE message.id = $id AND message.erased_at = 0 AND message.delivery <> 6 "
    "AND thread.deleted_at = 0 AND whole.deleted_at = 0 "
    "AND coalesce(written_by.erased_at, 0) = 0 "
    "AND (message.direction = 0 OR coalesce(opener.erased_at, 0) = 0)"};
constexpr Statement find_search_text{"find_search_text", "SELECT text FROM message WHERE id = $id"};

}  // namespace

std::span<const Statement* const> search_row_statements() {
  static constexpr const Statement* all[] = {&find_row, &find_search_text};
  return all;
}

Result<std::optional<SearchRow>> load_search_row(Reader& reader, std::int64_t id,
                                                 const SearchFilter& filter) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_row, {{"label", filter.label}, {"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<SearchRow>();
  }
  return std::optional(SearchRow{.message = {id},
                                 .thread = {rows->integer(0)},
                                 .conversation = {rows->integer(1)},
                                 .number = rows->integer(2),
                                 .subject = rows->string(3),
                                 .channel = {rows->integer(4)},
                                 .direction = static_cast<Direction>(rows->integer(5)),
                                 .member = {rows->integer(6)},
                                 .person = {rows->integer(7)},
                                 .person_name = rows->string(8),
                                 .posted_at = rows->time(9),
                                 .language = rows->string(10),
                                 .status = static_cast<Status>(rows->integer(11)),
                                 .assignee = {rows->integer(12)},
                                 .department = static_cast<Department>(rows->integer(13)),
                                 .has_label = rows->flag(14),
                                 .text = rows->string(15)});
}

bool fits(const SearchFilter& filter, const SearchRow& row) {
  const auto is_wanted = [](const auto& wanted, const auto& value) {
    return !wanted || *wanted == value;
  };
  const bool is_visible = row.direction != Direction::note || filter.with_notes;
  const bool is_in_time =
      (!filter.from || row.posted_at >= filter.from) && (!filter.to || row.posted_at < filter.to);
  const bool is_placed = (!filter.channel || row.channel == filter.channel) &&
                         (filter.language.empty() || row.language == filter.language) &&
                         is_wanted(filter.direction, row.direction);
  const bool is_handled = row.has_label && is_wanted(filter.department, row.department) &&
                          is_wanted(filter.assignee, row.assignee) &&
                          (filter.statuses.empty() ||
                           std::ranges::find(filter.statuses, row.status) != filter.statuses.end());
  return is_visible && is_in_time && is_placed && is_handled;
}

Result<std::string> load_message_text(Reader& reader, std::int64_t id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_search_text, {{"id", id}}));
  return KITH_TRY(rows->next()) ? rows->string(0) : std::string();
}

}  // namespace kith::conversation
