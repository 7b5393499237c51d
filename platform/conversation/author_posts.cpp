// SPDX-License-Identifier: Apache-2.0
#include "conversation/author_posts.h"

#include <kith/event.h>

#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

// Who takes part is noted at the conversation that a thread was part of at that time. So all that
// were ever merged with one of theirs, in either direction, are looked into.
constexpr Statement list_author_posts{
    "list_author_posts",
    "WITH RECURSIVE author(id, person) AS ("
    "SELECT id, person FROM identity WHERE native_hash = $hash AND person <> 0), "
    "place(id) AS ("
    "SELECT conversation.id FROM author JOIN conversation ON conversation.person = author.person "
    "UNION SELECT participant.conversation FROM author "
    "JOIN participant ON participant.person = author.person "
    "UNION SELECT CASE WHEN merge.source = place.id THEN merge.target ELSE merge.source END "
    "FROM place JOIN merge ON merge.noun = $noun "
    "AND (merge.source = place.id OR merge.target = place.id)) "
    "SELECT message.id FROM place JOIN message ON message.conversation = place.id "
    "WHERE message.identity IN (SELECT id FROM author) AND message.erased_at = 0 "
    "AND message.posted_at <= $until ORDER BY message.id LIMIT $most"};

}  // namespace

std::span<const Statement* const> author_post_statements() {
  static constexpr const Statement* all[] = {&list_author_posts};
  return all;
}

Result<std::vector<MessageId>> author_posts(Reader& reader, const KeyedHash& identity, Time until,
                                            std::size_t most) {
  std::vector<MessageId> posts;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(list_author_posts, {{"hash", Value::blob(bytes_of(identity))},
                                                {"noun", static_cast<int>(Noun::conversation)},
                                                {"until", until},
                                                {"most", most}}));
  while (KITH_TRY(rows->next())) {
    posts.push_back({rows->integer(0)});
  }
  return posts;
}

}  // namespace kith::conversation
