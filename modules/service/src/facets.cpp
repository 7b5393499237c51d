// SPDX-License-Identifier: Apache-2.0
#include "facets.h"

#include <algorithm>

#include "case_store.h"
#include "clocks.h"

namespace kith::service {

constexpr Statement find_ask{
    "find_ask",
    "SELECT conversation, thread, asked_at, state, answered_at FROM service_ask "
    "WHERE message = $message"};
constexpr Statement find_answered_by{
    "find_answered_by",
    "SELECT conversation, asked_at, answered_at FROM service_ask "
    "WHERE answered_by = $message AND answered_by > 0 ORDER BY message LIMIT 1"};
constexpr Statement find_opened_by{"find_opened_by",
                                   "SELECT count(*) FROM service_case WHERE conversation = $thread "
                                   "AND opened_message = $message"};
constexpr Statement find_person_root{"find_person_root",
                                     "SELECT root FROM kith_person WHERE id = $person"};
constexpr Statement list_person_cases{
    "list_person_cases",
    "SELECT service_case.state, service_case.resolved_at, service_case.first_reply_minutes "
    "FROM kith_conversation "
    "JOIN service_case ON service_case.conversation = kith_conversation.id "
    "WHERE kith_conversation.person IN (SELECT $root UNION ALL "
    "SELECT id FROM kith_person WHERE root = $root AND root <> id) "
    "AND service_case.opened_by > 0 AND service_case.merged_into = 0 "
    "ORDER BY kith_conversation.id DESC LIMIT $most"};
constexpr Statement find_last_mark{
    "find_last_mark",
    "SELECT mark, rated_at FROM service_survey WHERE rated_at > 0 AND person IN "
    "(SELECT $root UNION ALL SELECT id FROM kith_person WHERE root = $root AND root <> id) "
    "ORDER BY rated_at DESC LIMIT 1"};

namespace {

constexpr int most_person_cases = 50;
constexpr std::int64_t enough_for_an_average = 3;

constexpr const char* nothing_to_say = "Service has nothing to say of it.";

/// The case that speaks for a conversation: after merges, the whole's.
Result<Case> speaking_case(Reader& reader, ConversationId conversation) {
  while (true) {
    const std::unique_ptr<Rows> rows =
        KITH_TRY(reader.query(find_case, {{"conversation", conversation}}));
    if (!KITH_TRY(rows->next())) {
      return nothing(nothing_to_say);
    }
    Case row = case_of(*rows);
    if (!row.merged_into) {
      return row;
    }
    conversation = row.merged_into;
  }
}

std::vector<std::string> links_to_case(ConversationId conversation) {
  return {"/api/v1/service/cases/" + std::to_string(conversation.value)};
}

std::optional<std::int64_t> minutes_between(Time asked, Time answered) {
  return answered ? std::optional(whole_minutes(std::max(Duration{}, answered - asked)))
                  : std::nullopt;
}

Result<MessageFacet> facet_of_answer(Reader& reader, MessageId message) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_answered_by, {{"message", message}}));
  if (!KITH_TRY(rows->next())) {
    return nothing(nothing_to_say);
  }
  return MessageFacet{.role = MessageRole::answered_case,
                      .conversation_id = {rows->integer(0)},
                      .minutes = minutes_between(rows->time(1), rows->time(2)),
                      .links = links_to_case({rows->integer(0)})};
}

Result<MessageRole> role_of_ask(Reader& reader, MessageId message, ConversationId thread,
                                AskState state) {
  if (state == AskState::waiting) {
    return MessageRole::still_waiting;
  }
  const std::optional<std::int64_t> opened =
      KITH_TRY(reader.number(find_opened_by, {{"thread", thread}, {"message", message}}));
  return opened.value_or(0) > 0 ? MessageRole::opened_case : MessageRole::asked_again;
}

Result<void> add_last_mark(Reader& reader, PersonId root, PersonFacet& facet) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_last_mark, {{"root", root}}));
  if (KITH_TRY(rows->next())) {
    facet.last_mark = rows->integer(0);
    facet.last_rated_at = rows->time(1);
  }
  return {};
}

}  // namespace

Result<CaseFacet> conversation_facet(QueryContext& context, ConversationId conversation) {
  const Case row = KITH_TRY(speaking_case(context.reader(), conversation));
  if (!row.is_opened()) {
    return nothing(nothing_to_say);
  }
  CaseFacet facet{.conversation_id = row.conversation,
                  .state = row.state(),
                  .since = row.since(),
                  .is_overdue = row.is_overdue(),
                  .replies = row.replies,
                  .first_reply_minutes = row.first_reply.minutes,
                  .resolution_minutes = row.resolution.minutes,
                  .links = links_to_case(row.conversation)};
  if (row.waiting_since) {
    facet.waiting_since = row.waiting_since;
  }
  if (const Time due = row.due_at()) {
    facet.due = due;
  }
  return facet;
}

Result<MessageFacet> message_facet(QueryContext& context, MessageId message) {
  Reader& reader = context.reader();
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_ask, {{"message", message}}));
  if (!KITH_TRY(rows->next())) {
    return facet_of_answer(reader, message);
  }
  const auto state = rows->enumerator<AskState>(3);
  if (state == AskState::withdrawn) {
    return nothing(nothing_to_say);
  }
  return MessageFacet{.role = KITH_TRY(role_of_ask(reader, message, {rows->integer(1)}, state)),
                      .conversation_id = {rows->integer(0)},
                      .minutes = minutes_between(rows->time(2), rows->time(4)),
                      .links = links_to_case({rows->integer(0)})};
}

Result<PersonFacet> person_facet(QueryContext& context, PersonId person) {
  const auto root = KITH_TRY(context.reader().number(find_person_root, {{"person", person}}));
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_person_cases, {{"root", root.value_or(0)}, {"most", most_person_cases}}));
  PersonFacet facet;
  Time last_resolved;
  std::int64_t minutes = 0;
  bool has_cases = false;
  while (KITH_TRY(rows->next())) {
    has_cases = true;
    facet.open_cases += rows->enumerator<CaseState>(0) != CaseState::resolved ? 1 : 0;
    last_resolved = std::max(last_resolved, rows->time(1));
    facet.answered_cases += rows->is_null(2) ? 0 : 1;
    minutes += rows->integer(2);
  }
  if (!has_cases) {
    return nothing(nothing_to_say);
  }
  facet.links = {"/api/v1/persons/" + std::to_string(person.value) + "/conversations"};
  if (last_resolved) {
    facet.last_resolved_at = last_resolved;
  }
  facet.more_needed = std::max<std::int64_t>(0, enough_for_an_average - facet.answered_cases);
  if (facet.more_needed == 0) {
    facet.evidence = Evidence::ok;
    facet.first_reply_minutes = minutes / facet.answered_cases;
  }
  KITH_CHECK(add_last_mark(context.reader(), {root.value_or(0)}, facet));
  return facet;
}

}  // namespace kith::service
