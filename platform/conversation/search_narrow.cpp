// SPDX-License-Identifier: Apache-2.0
#include "conversation/id_list.h"
#include "conversation/merge_tree.h"
#include "conversation/person_tree.h"
#include "conversation/search_row.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

// More conversations than this, and going through them costs more than looking the words up.
constexpr std::size_t few_conversations = 400;
constexpr std::size_t most_conversations_of_person = 4'000;

#define KITH_OF_PERSON(in)                       \
  "SELECT id FROM conversation WHERE person " in \
  " UNION SELECT conversation FROM participant WHERE person " in " ORDER BY id DESC LIMIT $most"
// Whatever is part of the same wholes.
#define KITH_THREADS(in)                                                                 \
  "SELECT thread.id FROM conversation AS thread WHERE thread.id IN "                     \
  "(SELECT root FROM conversation WHERE id " in                                          \
  ") UNION SELECT thread.id FROM conversation AS thread WHERE thread.root <> thread.id " \
  "AND thread.root IN (SELECT root FROM conversation WHERE id " in ")"
#define KITH_MESSAGES(in) \
  "SELECT id FROM message WHERE conversation " in " AND id < $before ORDER BY id DESC LIMIT $most"

constexpr Statement conversations_of_person{"search_conversations_of_person",
                                            KITH_OF_PERSON(KITH_IN("persons")),
                                            KITH_OF_PERSON(KITH_IN_POSTGRES("persons"))};
constexpr Statement conversations_labelled{
    "search_conversations_labelled",
    "SELECT conversation FROM conversation_label WHERE label = $label LIMIT $most"};
constexpr Statement conversations_assigned{
    "search_conversations_assigned",
    "SELECT id FROM conversation WHERE assignee > 0 AND assignee = $assignee AND merged_into = 0 "
    "LIMIT $most"};
constexpr Statement threads_of{"search_threads", KITH_THREADS(KITH_IN("conversations")),
                               KITH_THREADS(KITH_IN_POSTGRES("conversations"))};
constexpr Statement find_messages_of_threads{"search_messages_of_threads",
                                             KITH_MESSAGES(KITH_IN("threads")),
                                             KITH_MESSAGES(KITH_IN_POSTGRES("threads"))};

#undef KITH_OF_PERSON
#undef KITH_THREADS
#undef KITH_MESSAGES

Result<std::vector<std::int64_t>> numbers(std::unique_ptr<Rows> rows) {
  std::vector<std::int64_t> found;
  while (KITH_TRY(rows->next())) {
    found.push_back(rows->integer(0));
  }
  return found;
}

/// Conversations that the filter leaves, by what leaves the fewest.
struct Left {
  std::vector<std::int64_t> conversations;
  bool is_few = false;
  bool is_whole = true;
};

Result<Left> conversations_left(Reader& reader, const SearchFilter& filter) {
  Left left;
  if (filter.person) {
    const MergeTree tree = KITH_TRY(load_person_tree(reader, filter.person));
    const std::string persons = id_list(tree.below(filter.person.value));
    left.conversations = KITH_TRY(numbers(KITH_TRY(reader.query(
        conversations_of_person, {{"persons", persons}, {"most", most_conversations_of_person}}))));
    left.is_few = true;
    left.is_whole = left.conversations.size() < most_conversations_of_person;
    return left;
  }
  constexpr std::size_t most = few_conversations + 1;
  if (!filter.label.empty()) {
    left.conversations = KITH_TRY(numbers(
        KITH_TRY(reader.query(conversations_labelled, {{"label", filter.label}, {"most", most}}))));
    left.is_few = left.conversations.size() < most;
  }
  if (!left.is_few && filter.assignee.value_or(MemberId{})) {
    left.conversations = KITH_TRY(numbers(KITH_TRY(
        reader.query(conversations_assigned, {{"assignee", *filter.assignee}, {"most", most}}))));
    left.is_few = left.conversations.size() < most;
  }
  return left;
}

}  // namespace

std::span<const Statement* const> search_narrow_statements() {
  static constexpr const Statement* all[] = {&conversations_of_person, &conversations_labelled,
                                             &conversations_assigned, &threads_of,
                                             &find_messages_of_threads};
  return all;
}

Result<std::optional<NarrowedMessages>> narrowed_messages(Reader& reader,
                                                          const SearchFilter& filter,
                                                          std::int64_t before, std::size_t most) {
  const Left left = KITH_TRY(conversations_left(reader, filter));
  if (!left.is_few) {
    return std::optional<NarrowedMessages>();
  }
  const std::string conversations = id_list(left.conversations);
  const std::vector<std::int64_t> threads =
      KITH_TRY(numbers(KITH_TRY(reader.query(threads_of, {{"conversations", conversations}}))));
  const std::string list = id_list(threads);
  NarrowedMessages messages{.is_whole = left.is_whole};
  messages.ids = KITH_TRY(numbers(KITH_TRY(reader.query(
      find_messages_of_threads, {{"threads", list}, {"before", before}, {"most", most + 1}}))));
  return std::optional(std::move(messages));
}

}  // namespace kith::conversation
