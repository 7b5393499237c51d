// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "conversation/statement_lists.h"
#include "conversation/text_rules.h"
#include "conversation/verb_scope.h"
#include "conversation/workflow.h"

namespace kith::conversation {
namespace {

constexpr std::size_t most_labels = 50;

constexpr Statement find_labels{
    "find_labels",
    "SELECT label FROM conversation_label WHERE conversation = $conversation ORDER BY label"};
constexpr Statement add_label{
    "add_label",
    "INSERT INTO conversation_label(conversation, label) VALUES($conversation, $label)"};
constexpr Statement remove_label{
    "remove_label",
    "DELETE FROM conversation_label WHERE conversation = $conversation AND label = $label"};

Cause cause_of(const VerbScope& scope, Cause asked) {
  return asked == Cause::member && !scope.actor.module.empty() ? Cause::module : asked;
}

Result<void> check_snoozing(const VerbScope& scope, const WorkState& to) {
  if (to.status == Status::snoozed && to.snoozed_until <= scope.now()) {
    return fail_at(ErrorCode::rule, "/snoozed_until",
                   "A snoozed conversation needs a time in the future at which it comes back.");
  }
  return {};
}

/// What the workflow is to be, or why it may not.
Result<WorkState> wanted_state(const VerbScope& scope, const WorkState& from,
                               const ChangeConversation& verb) {
  WorkState to = from;
  to.status = verb.status.value_or(from.status);
  if (to.status != from.status && !may_move(from.status, to.status)) {
    return fail_at(ErrorCode::rule, "/status",
                   fmt::format("A {} conversation cannot become {}. Reopen it first.",
                               word_of(from.status), word_of(to.status)));
  }
  if (verb.snoozed_until.has_value() && to.status != Status::snoozed) {
    return fail_at(ErrorCode::rule, "/snoozed_until",
                   "Only a snoozed conversation comes back at a time. Set its status to snoozed.");
  }
  if (to.status != Status::snoozed) {
    to.snoozed_until = {};
  } else if (to.status != from.status || !verb.snoozed_until.is_absent()) {
    to.snoozed_until = verb.snoozed_until.has_value() ? verb.snoozed_until.value() : Time{};
    KITH_CHECK(check_snoozing(scope, to));
  }
  if (to.status == Status::resolved) {
    to.waiting_since = {};
  }
  return to;
}

/// The labels of a conversation that come and go.
struct LabelChanges {
  std::vector<std::string> added;
  std::vector<std::string> removed;
};

Result<LabelChanges> wanted_labels(const VerbScope& scope, const ChangeConversation& verb) {
  LabelChanges changes;
  if (verb.add_labels.empty() && verb.remove_labels.empty()) {
    return changes;
  }
  std::set<std::string, std::less<>> labels;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(scope.reader().query(find_labels, {{"conversation", verb.conversation}}));
  while (KITH_TRY(rows->next())) {
    labels.insert(rows->string(0));
  }
  for (const std::string& label : verb.remove_labels) {
    if (std::ranges::find(verb.add_labels, label) != verb.add_labels.end()) {
      return fail_at(ErrorCode::rule, "/remove_labels",
                     fmt::format("'{}' cannot be added and removed at once.", label));
    }
    if (labels.erase(label) > 0) {
      changes.removed.push_back(label);
    }
  }
  for (const std::string& label : verb.add_labels) {
    KITH_CHECK(check_label(label, "/add_labels"));
    if (labels.insert(label).second) {
      changes.added.push_back(label);
    }
  }
  if (!changes.added.empty() && labels.size() > most_labels) {
    return fail_at(ErrorCode::rule, "/add_labels",
                   fmt::format("A conversation has at most {} labels.", most_labels));
  }
  return changes;
}

Result<bool> change_labels(const VerbScope& scope, const ChangeConversation& verb) {
  LabelChanges changes = KITH_TRY(wanted_labels(scope, verb));
  if (changes.added.empty() && changes.removed.empty()) {
    return false;
  }
  for (const std::string& label : changes.removed) {
    KITH_CHECK(scope.transaction.run(remove_label,
                                     {{"conversation", verb.conversation}, {"label", label}}));
  }
  for (const std::string& label : changes.added) {
    KITH_CHECK(
        scope.transaction.run(add_label, {{"conversation", verb.conversation}, {"label", label}}));
  }
  KITH_CHECK(scope.append(
      verb.conversation.value,
      LabelsChanged{.added = std::move(changes.added), .removed = std::move(changes.removed)}));
  return true;
}

/// Sets `member` to `to` and appends the event that says so, where it is another.
template <class Body, class T>
Result<void> change_member(const VerbScope& scope, ConversationId conversation, T& member,
                           const T& to) {
  if (member == to) {
    return {};
  }
  const T from = std::exchange(member, to);
  return scope.append(conversation.value, Body{.from = from, .to = to});
}

}  // namespace

std::span<const Statement* const> change_conversation_statements() {
  static constexpr const Statement* all[] = {&find_labels, &add_label, &remove_label};
  return all;
}

Result<std::int64_t> apply_verb(const VerbScope& scope, const ChangeConversation& verb) {
  ConversationRow row = KITH_TRY(load_root(scope.reader(), verb.conversation));
  KITH_CHECK(check_revision(verb.expected_revision, row.revision));
  const ConversationRow before = row;
  const WorkState state = KITH_TRY(wanted_state(scope, row.state, verb));
  KITH_CHECK(change_state(scope.transaction, scope.actor, row, state, cause_of(scope, verb.cause)));
  if (!verb.assignee.is_absent()) {
    const MemberId assignee = verb.assignee.has_value() ? verb.assignee.value() : MemberId{};
    if (assignee && assignee != row.assignee) {
      KITH_TRY(scope.member_name(assignee, "/assignee"));
    }
    KITH_CHECK(change_member<AssigneeChanged>(scope, row.id, row.assignee, assignee));
  }
  KITH_CHECK(change_member<PriorityChanged>(scope, row.id, row.priority,
                                            verb.priority.value_or(row.priority)));
  KITH_CHECK(change_member<DepartmentChanged>(scope, row.id, row.department,
                                              verb.department.value_or(row.department)));
  const bool relabelled = KITH_TRY(change_labels(scope, verb));
  if (relabelled || row != before) {
    ++row.revision;
    KITH_CHECK(save_conversation(scope.transaction, row));
  }
  return 0;
}

}  // namespace kith::conversation
