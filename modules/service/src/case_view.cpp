// SPDX-License-Identifier: Apache-2.0
#include "case_view.h"

namespace kith::service {

constexpr Statement show_case{"show_case", KITH_SERVICE_CASE_VIEW
                              "service_case.conversation = $conversation AND "
                              "service_case.opened_by > 0"};

namespace {

template <class T>
std::optional<T> unless_none(T value) {
  return value == T{} ? std::nullopt : std::optional(value);
}

}  // namespace

CaseView view_of(const Rows& rows) {
  const Case row = case_of(rows);
  return {.conversation_id = row.conversation,
          .number = rows.integer(case_columns),
          .state = row.state(),
          .since = row.since(),
          .status = row.status,
          .priority = row.priority,
          .assignee_id = unless_none(row.assignee),
          .merged_into = unless_none(row.merged_into),
          .opened_at = row.opening.at,
          .opened_message_id = unless_none(row.opening.message),
          .is_history = row.is_history(),
          .waiting_since = unless_none(row.waiting_since),
          .last_inbound_id = unless_none(row.last_inbound),
          .replies = row.replies,
          .first_reply_at = unless_none(row.first_reply.at),
          .first_reply_by = unless_none(row.first_reply.member),
          .first_reply_minutes = row.first_reply.minutes,
          .first_reply_business_minutes = row.first_reply.business_minutes,
          .resolved_at = unless_none(row.resolution.at),
          .resolution_minutes = row.resolution.minutes,
          .resolution_business_minutes = row.resolution.business_minutes,
          .reopened = row.resolution.reopened,
          .is_paused = static_cast<bool>(row.paused_since),
          .policy_id = unless_none(row.targets.policy),
          .due = unless_none(row.due_at()),
          .reply_due = unless_none(row.targets.reply_due),
          .resolution_due = unless_none(row.targets.resolution_due),
          .is_overdue = row.is_overdue(),
          .first_reply_missed = row.targets.first_reply_missed,
          .resolution_missed = row.targets.resolution_missed,
          .revision = rows.integer(case_columns + 1)};
}

Result<CaseView> view_case(Reader& reader, ConversationId conversation) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(show_case, {{"conversation", conversation}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "Nobody asked anything in such a conversation.");
  }
  return view_of(*rows);
}

}  // namespace kith::service
