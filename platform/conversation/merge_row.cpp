// SPDX-License-Identifier: Apache-2.0
#include "conversation/merge_row.h"

#include <fmt/format.h>

#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

#define KITH_MERGE_COLUMNS \
  "SELECT id, noun, source, target, before, after, undone_at FROM merge WHERE noun = $noun "

constexpr Statement find_merge_of{"find_merge_of",
                                  KITH_MERGE_COLUMNS "AND source = $source AND undone_at = 0"};
constexpr Statement find_merges_into{"find_merges_into",
                                     KITH_MERGE_COLUMNS "AND target = $target ORDER BY id DESC"};

#undef KITH_MERGE_COLUMNS

constexpr Statement add_merge{
    "add_merge",
    "INSERT INTO merge(id, noun, source, target, before, after, evidence, merged_by, merged_at, "
    "undone_at) VALUES($id, $noun, $source, $target, $before, $after, $evidence, $merged_by, $now, "
    "0)"};
constexpr Statement undo_merge{"undo_merge", "UPDATE merge SET undone_at = $now WHERE id = $id"};
constexpr Statement update_merge_after{"update_merge_after",
                                       "UPDATE merge SET after = $after WHERE id = $id"};

MergeRow merge_row_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .noun = static_cast<Noun>(rows.integer(1)),
          .source = rows.integer(2),
          .target = rows.integer(3),
          .before = rows.string(4),
          .after = rows.string(5),
          .is_undone = rows.flag(6)};
}

std::string evidence_of(const events::Actor& actor) {
  const std::string who = !actor.module.empty() ? fmt::format("module {}", actor.module)
                          : actor.member        ? fmt::format("member {}", actor.member.value)
                                                : std::string("command line");
  return actor.caused_by == 0 ? who : fmt::format("{} on event {}", who, actor.caused_by);
}

}  // namespace

std::span<const Statement* const> merge_row_statements() {
  static constexpr const Statement* all[] = {&find_merge_of, &find_merges_into, &add_merge,
                                             &undo_merge, &update_merge_after};
  return all;
}

Result<void> insert_merge(store::Transaction& transaction, const events::Actor& actor,
                          const MergeRow& row) {
  const std::string evidence = evidence_of(actor);
  return transaction.run(add_merge, {{"id", row.id},
                                     {"noun", static_cast<int>(row.noun)},
                                     {"source", row.source},
                                     {"target", row.target},
                                     {"before", row.before},
                                     {"after", row.after},
                                     {"evidence", evidence},
                                     {"merged_by", actor.member},
                                     {"now", transaction.now()}});
}

Result<MergeRow> load_merge_of(Reader& reader, Noun noun, std::int64_t source) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_merge_of, {{"noun", static_cast<int>(noun)}, {"source", source}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::conflict, "It is not part of another, so there is nothing to undo.");
  }
  return merge_row_of(*rows);
}

Result<std::vector<MergeRow>> load_merges_into(Reader& reader, Noun noun, std::int64_t target) {
  std::vector<MergeRow> merges;
  const std::unique_ptr<Rows> rows = KITH_TRY(
      reader.query(find_merges_into, {{"noun", static_cast<int>(noun)}, {"target", target}}));
  while (KITH_TRY(rows->next())) {
    merges.push_back(merge_row_of(*rows));
  }
  return merges;
}

Result<void> mark_merge_undone(store::Transaction& transaction, MergeId id) {
  return transaction.run(undo_merge, {{"now", transaction.now()}, {"id", id}});
}

Result<void> save_merge_after(store::Transaction& transaction, MergeId id, std::string_view after) {
  return transaction.run(update_merge_after, {{"after", after}, {"id", id}});
}

}  // namespace kith::conversation
