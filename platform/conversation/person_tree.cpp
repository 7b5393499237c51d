// SPDX-License-Identifier: Apache-2.0
#include "conversation/person_tree.h"

#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr Statement find_person_tree{
    "find_person_tree",
    "SELECT id, merged_into FROM person WHERE id = $root OR (root = $root AND root <> id)"};

}  // namespace

std::span<const Statement* const> person_tree_statements() {
  static constexpr const Statement* all[] = {&find_person_tree};
  return all;
}

Result<MergeTree> load_person_tree(Reader& reader, PersonId root) {
  MergeTree tree;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_person_tree, {{"root", root}}));
  while (KITH_TRY(rows->next())) {
    tree.add(rows->integer(0), rows->integer(1));
  }
  return tree;
}

}  // namespace kith::conversation
