// SPDX-License-Identifier: Apache-2.0
#include "conversation/message_text.h"

#include "conversation/erase_purge.h"
#include "conversation/search_index.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr Statement find_text{
    "find_message_to_change",
    "SELECT conversation, revision, erased_at, text, tags FROM message WHERE id = $id"};
constexpr Statement add_version{"add_message_version",
                                "INSERT INTO message_version(message, revision, text, replaced_at) "
                                "VALUES($message, $revision, $text, $now)"};
constexpr Statement update_text{
    "update_message_text",
    "UPDATE message SET text = $text, html = $html, language = $language, tags = $tags, "
    "needs_reply = $needs_reply, revision = $revision WHERE id = $id"};
constexpr Statement blank_message{
    "blank_message",
    "UPDATE message SET text = '', html = NULL, language = 'und', tags = '', needs_reply = 0, "
    "revision = revision + 1, erased_at = $now WHERE id = $id"};
// Direction 2 is a note. The oldest text of a thread is what its subject was taken from.
constexpr Statement blank_subject{
    "blank_subject",
    "UPDATE conversation SET subject = '', revision = revision + 1 WHERE id = $conversation "
    "AND subject <> '' AND NOT EXISTS (SELECT 1 FROM message WHERE "
    "message.conversation = $conversation AND message.id < $message AND message.erased_at = 0 "
    "AND message.direction <> 2)"};
constexpr Statement remove_versions{"remove_message_versions",
                                    "DELETE FROM message_version WHERE message = $message"};
constexpr Statement remove_readings{"remove_readings",
                                    "DELETE FROM reading WHERE message = $message"};
constexpr Statement keep_blobs{
    "keep_erased_blobs",
    "INSERT INTO erased_blob(sha256) SELECT sha256 FROM attachment WHERE message = $message "
    "AND sha256 <> $none ON CONFLICT(sha256) DO NOTHING"};
constexpr Statement remove_attachments{"remove_attachments",
                                       "DELETE FROM attachment WHERE message = $message"};

struct TextRow {
  MessageId id;
  ConversationId conversation;
  std::int64_t revision = 0;
  bool is_erased = false;
  std::string text;
  std::string tags;
};

Result<std::optional<TextRow>> load_text(Reader& reader, MessageId message) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_text, {{"id", message}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<TextRow>();
  }
  return std::optional(TextRow{.id = message,
                               .conversation = {rows->integer(0)},
                               .revision = rows->integer(1),
                               .is_erased = rows->integer(2) != 0,
                               .text = rows->string(3),
                               .tags = rows->string(4)});
}

Result<void> erase_around(store::Transaction& transaction, const TextRow& row) {
  KITH_CHECK(transaction.run(remove_versions, {{"message", row.id}}));
  KITH_CHECK(transaction.run(remove_readings, {{"message", row.id}}));
  KITH_CHECK(transaction.run(keep_blobs, {{"message", row.id}, {"none", Value::blob("")}}));
  KITH_CHECK(transaction.run(remove_attachments, {{"message", row.id}}));
  return transaction.run(blank_subject, {{"conversation", row.conversation}, {"message", row.id}});
}

}  // namespace

std::span<const Statement* const> message_text_statements() {
  static constexpr const Statement* all[] = {&find_text,       &add_version,   &update_text,
                                             &blank_message,   &blank_subject, &remove_versions,
                                             &remove_readings, &keep_blobs,    &remove_attachments};
  return all;
}

Result<std::int64_t> replace_text(store::Transaction& transaction, MessageId message,
                                  const NewText& changed) {
  const std::optional<TextRow> row = KITH_TRY(load_text(transaction.reader(), message));
  if (!row) {
    return fail(ErrorCode::not_found, "There is no such message.");
  }
  if (row->is_erased) {
    return fail(ErrorCode::conflict, "This message was erased.");
  }
  KITH_CHECK(transaction.run(add_version, {{"message", message},
                                           {"revision", row->revision},
                                           {"text", row->text},
                                           {"now", transaction.now()}}));
  const bool was_indexed = KITH_TRY(is_indexed(transaction.reader(), message));
  if (was_indexed) {
    KITH_CHECK(remove_from_index(transaction, message, row->text, row->tags));
  }
  const Value html = changed.html.empty() ? Value(nullptr) : Value(changed.html);
  KITH_CHECK(transaction.run(update_text, {{"text", changed.text},
                                           {"html", html},
                                           {"language", changed.language},
                                           {"tags", changed.tags},
                                           {"needs_reply", changed.needs_reply},
                                           {"revision", row->revision + 1},
                                           {"id", message}}));
  if (was_indexed) {
    KITH_CHECK(add_to_index(transaction, message));
  }
  return row->revision + 1;
}

Result<bool> erase_text(store::Transaction& transaction, MessageId message) {
  const std::optional<TextRow> row = KITH_TRY(load_text(transaction.reader(), message));
  if (!row || row->is_erased) {
    return false;
  }
  if (KITH_TRY(is_indexed(transaction.reader(), message))) {
    KITH_CHECK(remove_from_index(transaction, message, row->text, row->tags));
  }
  KITH_CHECK(transaction.run(blank_message, {{"now", transaction.now()}, {"id", message}}));
  KITH_CHECK(erase_around(transaction, *row));
  KITH_CHECK(note_purge_due(transaction));
  return true;
}

}  // namespace kith::conversation
