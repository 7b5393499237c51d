// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "base/described_reader.h"
#include "conversation/absent.h"
#include "conversation/conversation_row.h"
#include "conversation/merge_before.h"
#include "conversation/merge_row.h"
#include "conversation/merge_tree.h"
#include "conversation/message_rows.h"
#include "conversation/verb_scope.h"
#include "conversation/workflow.h"

namespace kith::conversation {
namespace {

using Threads = std::vector<std::int64_t>;

/// One undoing of a merge: the whole, taken apart in memory and written back.
class Unmerging {
 public:
  static Result<Unmerging> create(const VerbScope& scope, const ConversationRow& from) {
    Unmerging unmerging(scope);
    unmerging.merge_ = KITH_TRY(load_merge_of(scope.reader(), Noun::conversation, from.id.value));
    for (ConversationRow& row : KITH_TRY(load_whole(scope.reader(), from.root))) {
      unmerging.tree_.add(row.id.value, row.merged_into.value);
      unmerging.rows_[row.id.value] = row;
    }
    return unmerging;
  }

  Result<void> run() {
    const std::int64_t from = merge_.source;
    const Threads path = tree_.above(from);
    tree_.cut(from);
    ConversationRow& freed = rows_[from];
    ConversationRow& root = rows_[path.back()];
    const WorkState freed_state = KITH_TRY(state_alone(freed));
    std::map<std::int64_t, WorkState> states;
    for (const std::int64_t id : path) {
      states[id] = KITH_TRY(state_without(rows_[id]));
    }
    KITH_CHECK(scope_.append(
        root.id.value,
        ConversationUnmerged{
            .from = freed.id,
            .into = {merge_.target},
            .from_status = freed_state.status,
            .from_waiting_since = unless_absent(freed_state.waiting_since),
            .into_status = states[root.id.value].status,
            .into_waiting_since = unless_absent(states[root.id.value].waiting_since)}));
    for (const std::int64_t id : tree_.below(from)) {
      rows_[id].root = freed.id;
    }
    freed.merged_into = {};
    KITH_CHECK(settle(freed, freed_state));
    for (const std::int64_t id : path) {
      KITH_CHECK(settle(rows_[id], states[id]));
      KITH_CHECK(remember_after(rows_[id]));
    }
    for (const std::int64_t id : tree_.below(from)) {
      KITH_CHECK(save_conversation(scope_.transaction, rows_[id]));
    }
    return mark_merge_undone(scope_.transaction, merge_.id);
  }

 private:
  explicit Unmerging(const VerbScope& scope) : scope_(scope) {}

  Result<Exchange> counted(const Threads& threads) const {
    Exchange whole;
    for (const std::int64_t thread : threads) {
      whole = combine(whole, KITH_TRY(count_exchange(scope_.reader(), {thread})));
    }
    return whole;
  }

  Result<Time> waiting(const Threads& threads) const {
    Time since;
    for (const std::int64_t thread : threads) {
      since = earlier(since, KITH_TRY(waiting_in(scope_.reader(), {thread})));
    }
    return since;
  }

  /// One that is merged away keeps its state as it was, unless somebody wrote in it since.
  Result<WorkState> state_alone(ConversationRow& row) const {
    const Threads threads = tree_.below(row.id.value);
    const Exchange before = std::exchange(row.exchange, KITH_TRY(counted(threads)));
    if (row.exchange.last_message <= before.last_message) {
      return row.state;
    }
    return WorkState{.status = Status::open, .waiting_since = KITH_TRY(waiting(threads))};
  }

  /// What one that loses a part becomes: what it was with just the remaining parts, where nobody
  /// has acted on it since; else its present state, with the wait of the remaining parts.
  Result<WorkState> state_without(ConversationRow& row) const {
    const Threads threads = tree_.below(row.id.value);
    const MessageId frozen = row.exchange.last_message;
    row.exchange = KITH_TRY(counted(threads));
    if (row.merged_into && row.exchange.last_message > frozen) {
      return WorkState{.status = Status::open, .waiting_since = KITH_TRY(waiting(threads))};
    }
    const std::optional<MergeBefore> before = KITH_TRY(untouched_before(row, threads));
    if (before && row.exchange.last_message <= before->last_message) {
      return before->state();
    }
    WorkState state = row.state;
    if (state.waiting_since) {
      const Time since = KITH_TRY(waiting(threads));
      state.waiting_since = since ? std::max(since, state.waiting_since) : since;
    }
    return state;
  }

  /// The row as it was when it consisted of `threads`; nothing when nobody knows, or when somebody
  /// has changed the state that the last merge left.
  Result<std::optional<MergeBefore>> untouched_before(const ConversationRow& row,
                                                      const Threads& threads) const {
    const std::vector<MergeRow> merges =
        KITH_TRY(load_merges_into(scope_.reader(), Noun::conversation, row.id.value));
    const auto newest = std::ranges::find(merges, false, &MergeRow::is_undone);
    if (newest == merges.end() || newest->after != to_json(MergeAfter::of(row.state))) {
      return std::optional<MergeBefore>();
    }
    for (const MergeRow& merge : merges) {
      MergeBefore before = KITH_TRY(read_json<MergeBefore>(merge.before, Strictness::tolerant));
      if (std::ranges::equal(before.threads, threads, {}, &ConversationId::value)) {
        return std::optional(std::move(before));
      }
    }
    return std::optional<MergeBefore>();
  }

  Result<void> settle(ConversationRow& row, const WorkState& state) const {
    ++row.revision;
    KITH_CHECK(change_state(scope_.transaction, scope_.actor, row, state, Cause::merge));
    return save_conversation(scope_.transaction, row);
  }

  /// The merges that remain know what this undoing left.
  Result<void> remember_after(const ConversationRow& row) const {
    for (const MergeRow& merge :
         KITH_TRY(load_merges_into(scope_.reader(), Noun::conversation, row.id.value))) {
      if (!merge.is_undone && merge.id != merge_.id) {
        return save_merge_after(scope_.transaction, merge.id, to_json(MergeAfter::of(row.state)));
      }
    }
    return {};
  }

  const VerbScope& scope_;
  MergeRow merge_;
  MergeTree tree_;
  std::map<std::int64_t, ConversationRow> rows_;
};

}  // namespace

Result<std::int64_t> apply_verb(const VerbScope& scope, const UnmergeConversation& verb) {
  const ConversationRow from = KITH_TRY(load_conversation(scope.reader(), verb.from));
  Unmerging unmerging = KITH_TRY(Unmerging::create(scope, from));
  KITH_CHECK(unmerging.run());
  return 0;
}

}  // namespace kith::conversation
