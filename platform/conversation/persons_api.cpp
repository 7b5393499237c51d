// SPDX-License-Identifier: Apache-2.0
#include "conversation/persons_api.h"

#include <fmt/format.h>

#include <algorithm>

#include "conversation/permissions.h"
#include "conversation/statement_lists.h"
#include "conversation/walk.h"

namespace kith::conversation {
namespace {

constexpr Statement opened_by_person{
    "opened_by_person",
    "SELECT id FROM conversation WHERE person = $person AND id < $before "
    "ORDER BY id DESC LIMIT $most"};
constexpr Statement joined_by_person{
    "joined_by_person",
    "SELECT conversation FROM participant WHERE person = $person AND conversation < $before "
    "ORDER BY conversation DESC LIMIT $most"};

Result<Walk> walk_person(Reader& reader, const Statement& statement, std::int64_t person,
                         std::int64_t before, std::size_t most) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(statement, {{"person", person}, {"before", before}, {"most", most}}));
  return read_ids(*rows, most);
}

}  // namespace

std::span<const Statement* const> persons_api_statements() {
  static constexpr const Statement* all[] = {&opened_by_person, &joined_by_person};
  return all;
}

Result<PersonView> get_person(QueryContext& context, const OnePerson& input) {
  KITH_CHECK(context.require(person_read));
  return load_person_view(context.reader(), input.person_id);
}

Result<Page<ConversationView>> list_conversations_of_person(
    QueryContext& context, const ListConversationsOfPerson& input) {
  KITH_CHECK(context.caller().require(conversation_read));
  const std::vector<std::int64_t> parts =
      KITH_TRY(load_person_parts(context.reader(), input.person_id));
  const std::string list = fmt::format("person {}", input.person_id.value);
  const PagePlace after = input.cursor ? KITH_TRY(open_page_cursor(list, *input.cursor))
                                       : list_start(ListOrder::descending);
  const std::size_t most = static_cast<std::size_t>(input.limit) + 1;
  std::vector<Walk> walks;
  for (const std::int64_t part : parts) {
    for (const Statement* statement : {&opened_by_person, &joined_by_person}) {
      walks.push_back(KITH_TRY(walk_person(context.reader(), *statement, part, after.key, most)));
    }
  }
  const FoundPage found =
      merge_walks(walks, ListOrder::descending, static_cast<std::size_t>(input.limit));
  Page<ConversationView> page{KITH_TRY(load_conversation_views(context.reader(), found.ids)), {}};
  if (found.next) {
    page.next = page_cursor(list, *found.next);
  }
  return page;
}

Result<void> merge_person(CommandContext& context, const MergePersonInto& input) {
  KITH_CHECK(context.caller().require(person_merge));
  context.apply(MergePersons{.from = input.person_id, .into = input.into});
  return {};
}

Result<PersonView> merged_person(QueryContext& context, const MergePersonInto& input,
                                 const Created&) {
  return load_person_view(context.reader(), input.into);
}

Result<void> unmerge_person(CommandContext& context, const OnePerson& input) {
  KITH_CHECK(context.caller().require(person_merge));
  context.apply(UnmergePerson{.from = input.person_id});
  return {};
}

Result<PersonView> unmerged_person(QueryContext& context, const OnePerson& input, const Created&) {
  return load_person_view(context.reader(), input.person_id);
}

}  // namespace kith::conversation
