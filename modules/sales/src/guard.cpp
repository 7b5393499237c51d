// SPDX-License-Identifier: Apache-2.0
#include "guard.h"

#include <algorithm>

#include <kith/nouns.h>

namespace kith::sales {

constexpr Statement find_opt_out_of{"find_opt_out_of",
                                    "SELECT id FROM sales_opt_out WHERE person = $person"};
constexpr Statement list_open_conversations{
    "list_open_conversations",
    "SELECT id, number, priority FROM kith_conversation WHERE person = $person "
    "AND merged_into = 0 AND status <> 3 ORDER BY id DESC LIMIT $most"};
constexpr Statement sum_signs{
    "sum_signs",
    "SELECT coalesce(max(missed_in), 0), coalesce(max(replied_in), 0), "
    "coalesce(max(reopened_in), 0), coalesce(max(resolved_in), 0) FROM sales_thread "
    "WHERE thread IN (SELECT $root UNION ALL "
    "SELECT id FROM kith_conversation WHERE root = $root AND root <> id)"};

namespace {

constexpr int most_conversations = 50;

struct OpenConversation {
  ConversationId id;
  std::int64_t number = 0;
  Priority priority = Priority::none;
};

Result<std::vector<OpenConversation>> load_open(Reader& reader, PersonId part) {
  std::vector<OpenConversation> open;
  const std::unique_ptr<Rows> rows = KITH_TRY(
      reader.query(list_open_conversations, {{"person", part}, {"most", most_conversations}}));
  while (KITH_TRY(rows->next())) {
    open.push_back({{rows->integer(0)}, rows->integer(1), rows->enumerator<Priority>(2)});
  }
  return open;
}

GuardReason reason_of(const OpenConversation& conversation, Objection objection,
                      std::string_view what) {
  return {.objection = objection,
          .words = "Conversation #" + std::to_string(conversation.number) + " " + std::string(what),
          .conversation_id = conversation.id,
          .number = conversation.number};
}

Result<void> add_case_reasons(Reader& reader, PersonId part, std::vector<GuardReason>& reasons) {
  for (const OpenConversation& conversation : KITH_TRY(load_open(reader, part))) {
    const std::unique_ptr<Rows> signs =
        KITH_TRY(reader.query(sum_signs, {{"root", conversation.id}}));
    KITH_TRY(signs->next());
    const Sequence missed = signs->integer(0);
    const Sequence calmed = std::max(signs->integer(1), signs->integer(3));
    if (missed > calmed) {
      reasons.push_back(reason_of(conversation, Objection::overdue_case,
                                  "waits longer than it should. Help first."));
    }
    if (signs->integer(2) > signs->integer(3)) {
      reasons.push_back(reason_of(conversation, Objection::reopened_case,
                                  "was called resolved and was not. Help first."));
    }
    if (conversation.priority == Priority::urgent) {
      reasons.push_back(
          reason_of(conversation, Objection::urgent_case, "is open and urgent. Help first."));
    }
  }
  return {};
}

const Act* newest_of(const std::vector<Act>& acts, std::initializer_list<ActKind> kinds) {
  const Act* newest = nullptr;
  for (const Act& act : acts) {
    const bool is_wanted = std::ranges::find(kinds, act.kind) != kinds.end();
    if (is_wanted && (newest == nullptr || act.at > newest->at)) {
      newest = &act;
    }
  }
  return newest;
}

}  // namespace

Result<std::vector<GuardReason>> load_objections(Reader& reader, const Whole& whole,
                                                 const std::vector<Act>& acts) {
  std::vector<GuardReason> reasons;
  for (const PersonId part : whole.parts) {
    const auto opt_out = KITH_TRY(reader.number(find_opt_out_of, {{"person", part}}));
    if (opt_out) {
      reasons.push_back({.objection = Objection::opted_out,
                         .words = "They asked not to be approached.",
                         .opt_out_id = OptOutId{*opt_out}});
    }
  }
  for (const PersonId part : whole.parts) {
    KITH_CHECK(add_case_reasons(reader, part, reasons));
  }
  const Act* const broken = newest_of(acts, {ActKind::promise_broken});
  const Act* const mended = newest_of(acts, {ActKind::promise_kept, ActKind::help_confirmed});
  if (broken != nullptr && (mended == nullptr || mended->at <= broken->at)) {
    reasons.push_back({.objection = Objection::broken_promise,
                       .words = "We broke a promise and have not made it good. Help first.",
                       .promise_id = PromiseId{broken->source}});
  }
  return reasons;
}

}  // namespace kith::sales
