// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "conversation/absent.h"
#include "conversation/conversation_row.h"
#include "conversation/merge_before.h"
#include "conversation/merge_row.h"
#include "conversation/statement_lists.h"
#include "conversation/verb_scope.h"
#include "conversation/workflow.h"

namespace kith::conversation {
namespace {

constexpr Statement move_whole{
    "move_whole_conversation",
    "UPDATE conversation SET root = $into WHERE id = $from OR (root = $from AND root <> id)"};

}  // namespace

std::span<const Statement* const> merge_conversation_statements() {
  static constexpr const Statement* all[] = {&move_whole};
  return all;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const MergeConversations& verb) {
  if (verb.from == verb.into) {
    return fail_at(ErrorCode::rule, "/into", "A conversation cannot be merged with itself.");
  }
  ConversationRow from = KITH_TRY(load_root(scope.reader(), verb.from));
  ConversationRow into = KITH_TRY(load_root(scope.reader(), verb.into));
  MergeBefore before = MergeBefore::of(into);
  for (const ConversationRow& thread : KITH_TRY(load_whole(scope.reader(), into.id))) {
    before.threads.push_back(thread.id);
  }
  KITH_CHECK(scope.transaction.run(move_whole, {{"into", into.id}, {"from", from.id}}));
  from.merged_into = into.id;
  from.root = into.id;
  ++from.revision;
  KITH_CHECK(save_conversation(scope.transaction, from));
  const WorkState whole = combine(into.state, from.state);
  into.exchange = combine(into.exchange, from.exchange);
  ++into.revision;
  const MergeId id = scope.mints.next_merge(scope.now());
  KITH_CHECK(insert_merge(scope.transaction, scope.actor,
                          {.id = id,
                           .noun = Noun::conversation,
                           .source = from.id.value,
                           .target = into.id.value,
                           .before = to_json(before),
                           .after = to_json(MergeAfter::of(whole))}));
  KITH_CHECK(scope.append(
      into.id.value, ConversationMerged{.from = from.id,
                                        .into = into.id,
                                        .into_status = whole.status,
                                        .into_waiting_since = unless_absent(whole.waiting_since)}));
  KITH_CHECK(change_state(scope.transaction, scope.actor, into, whole, Cause::merge));
  KITH_CHECK(save_conversation(scope.transaction, into));
  return id.value;
}

}  // namespace kith::conversation
