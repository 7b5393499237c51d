// SPDX-License-Identifier: Apache-2.0
#include "conversation/search_index.h"

#include "conversation/id_list.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

#define KITH_KEEPS_ITS_INDEX "-- PostgreSQL keeps its index by itself."

constexpr Statement find_indexed{"find_indexed_message",
                                 "SELECT 1 FROM message_search_docsize WHERE id = $id",
                                 KITH_KEEPS_ITS_INDEX};
// One statement for many: before each, FTS5 writes out what it has gathered in memory.
constexpr Statement add_indexed{
    "add_indexed_messages",
    "INSERT INTO message_search(rowid, text, tags) SELECT id, text, tags FROM message "
    "WHERE id " KITH_IN("ids") " AND erased_at = 0 "
    "AND NOT EXISTS (SELECT 1 FROM message_search_docsize WHERE id = message.id) ORDER BY id",
    KITH_KEEPS_ITS_INDEX};
constexpr Statement remove_indexed{"remove_indexed_message",
                                   "INSERT INTO message_search(message_search, rowid, text, tags) "
                                   "VALUES('delete', $id, $text, $tags)",
                                   KITH_KEEPS_ITS_INDEX};

#undef KITH_KEEPS_ITS_INDEX

}  // namespace

std::span<const Statement* const> search_index_statements() {
  static constexpr const Statement* all[] = {&find_indexed, &add_indexed, &remove_indexed};
  return all;
}

Result<bool> is_indexed(Reader& reader, MessageId message) {
  return KITH_TRY(reader.number(find_indexed, {{"id", message}})).has_value();
}

Result<void> add_to_index(store::Transaction& transaction, MessageId message) {
  const std::int64_t ids[] = {message.value};
  return add_all_to_index(transaction, id_list(ids));
}

Result<void> add_all_to_index(store::Transaction& transaction, const std::string& ids) {
  return transaction.run(add_indexed, {{"ids", ids}});
}

Result<void> remove_from_index(store::Transaction& transaction, MessageId message,
                               std::string_view text, std::string_view tags) {
  return transaction.run(remove_indexed, {{"id", message}, {"text", text}, {"tags", tags}});
}

}  // namespace kith::conversation
