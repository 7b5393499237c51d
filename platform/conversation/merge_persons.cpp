// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "conversation/merge_row.h"
#include "conversation/person_tree.h"
#include "conversation/statement_lists.h"
#include "conversation/verb_scope.h"

namespace kith::conversation {
namespace {

constexpr Statement find_person{
    "find_person_to_merge",
    "SELECT merged_into, root, revision FROM person WHERE id = $id AND erased_at = 0"};
constexpr Statement update_person{
    "update_person_merge",
    "UPDATE person SET merged_into = $merged_into, root = $root, revision = $revision "
    "WHERE id = $id"};
constexpr Statement move_person{"move_person", "UPDATE person SET root = $root WHERE id = $id"};
constexpr Statement move_whole_person{
    "move_whole_person",
    "UPDATE person SET root = $into WHERE id = $from OR (root = $from AND root <> id)"};

struct PersonRow {
  PersonId id;
  PersonId merged_into;
  PersonId root;
  std::int64_t revision = 0;
};

Result<PersonRow> load_person(Reader& reader, PersonId id) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_person, {{"id", id}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such person.");
  }
  return PersonRow{id, {rows->integer(0)}, {rows->integer(1)}, rows->integer(2)};
}

Result<PersonRow> load_whole_person(Reader& reader, PersonId id) {
  PersonRow row = KITH_TRY(load_person(reader, id));
  if (row.merged_into) {
    Error error{ErrorCode::conflict, "This person is part of another now. Act on that one."};
    error.faults.push_back(
        {"", "merged", fmt::format("The person to act on is {}.", row.root.value)});
    return std::unexpected(std::move(error));
  }
  return row;
}

Result<void> save_person(const VerbScope& scope, const PersonRow& row) {
  return scope.transaction.run(update_person, {{"merged_into", row.merged_into},
                                               {"root", row.root},
                                               {"revision", row.revision + 1},
                                               {"id", row.id}});
}

}  // namespace

std::span<const Statement* const> merge_person_statements() {
  static constexpr const Statement* all[] = {&find_person, &update_person, &move_person,
                                             &move_whole_person};
  return all;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const MergePersons& verb) {
  if (verb.from == verb.into) {
    return fail_at(ErrorCode::rule, "/into", "A person cannot be merged with themselves.");
  }
  PersonRow from = KITH_TRY(load_whole_person(scope.reader(), verb.from));
  const PersonRow into = KITH_TRY(load_whole_person(scope.reader(), verb.into));
  KITH_CHECK(scope.transaction.run(move_whole_person, {{"into", into.id}, {"from", from.id}}));
  from.merged_into = into.id;
  from.root = into.id;
  KITH_CHECK(save_person(scope, from));
  KITH_CHECK(save_person(scope, into));
  const MergeId id = scope.mints.next_merge(scope.now());
  KITH_CHECK(insert_merge(scope.transaction, scope.actor,
                          {.id = id,
                           .noun = Noun::person,
                           .source = from.id.value,
                           .target = into.id.value,
                           .before = "{}",
                           .after = "{}"}));
  KITH_CHECK(scope.append(into.id.value, PersonMerged{.from = from.id, .into = into.id}));
  return id.value;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const UnmergePerson& verb) {
  PersonRow from = KITH_TRY(load_person(scope.reader(), verb.from));
  const MergeRow merge = KITH_TRY(load_merge_of(scope.reader(), Noun::person, from.id.value));
  const PersonRow root = KITH_TRY(load_person(scope.reader(), from.root));
  const MergeTree tree = KITH_TRY(load_person_tree(scope.reader(), root.id));
  for (const std::int64_t id : tree.below(from.id.value)) {
    KITH_CHECK(scope.transaction.run(move_person, {{"root", from.id}, {"id", id}}));
  }
  from.merged_into = {};
  from.root = from.id;
  KITH_CHECK(save_person(scope, from));
  KITH_CHECK(save_person(scope, root));
  KITH_CHECK(mark_merge_undone(scope.transaction, merge.id));
  KITH_CHECK(scope.append(root.id.value, PersonUnmerged{.from = from.id, .into = {merge.target}}));
  return 0;
}

}  // namespace kith::conversation
