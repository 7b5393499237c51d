// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>
#include <kith/reader.h>

#include "case.h"
#include "case_store.h"

namespace kith::service {

extern const Statement show_case;

/// What a query selects, up to its WHERE, for view_of() to read.
#define KITH_SERVICE_CASE_VIEW                    \
  "SELECT " KITH_SERVICE_CASE_COLUMNS             \
  ", kith_conversation.number, "                  \
  "kith_conversation.revision FROM service_case " \
  "JOIN kith_conversation ON kith_conversation.id = service_case.conversation WHERE "

struct CaseView {
  ConversationId conversation_id;
  std::int64_t number = 0;
  CaseState state = CaseState::none;
  Time since;
  Status status = Status::open;
  Priority priority = Priority::none;
  std::optional<MemberId> assignee_id;
  std::optional<ConversationId> merged_into;
  Time opened_at;
  std::optional<MessageId> opened_message_id;
  bool is_history = false;
  std::optional<Time> waiting_since;
  std::optional<MessageId> last_inbound_id;
  std::int64_t replies = 0;
  std::optional<Time> first_reply_at;
  std::optional<MemberId> first_reply_by;
  std::optional<std::int64_t> first_reply_minutes;
  std::optional<std::int64_t> first_reply_business_minutes;
  std::optional<Time> resolved_at;
  std::optional<std::int64_t> resolution_minutes;
  std::optional<std::int64_t> resolution_business_minutes;
  std::int64_t reopened = 0;
  bool is_paused = false;
  std::optional<PolicyId> policy_id;
  std::optional<Time> due;
  std::optional<Time> reply_due;
  std::optional<Time> resolution_due;
  bool is_overdue = false;
  bool first_reply_missed = false;
  bool resolution_missed = false;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "Where a conversation stands with service.",
        field<&CaseView::conversation_id>("The conversation that it is about."),
        field<&CaseView::number>("The number that people say."),
        field<&CaseView::state>("Where it stands."),
        field<&CaseView::since>("Since when; while somebody waits, since when they do."),
        field<&CaseView::status>("The conversation's status in the shared workflow."),
        field<&CaseView::priority>("The conversation's priority."),
        field<&CaseView::assignee_id>("Who has it."),
        field<&CaseView::merged_into>("The conversation that it is part of."),
        field<&CaseView::opened_at>("When the question that opened it was asked."),
        field<&CaseView::opened_message_id>("That question, where it is known."),
        field<&CaseView::is_history>("Whether it was imported, and nobody waits."),
        field<&CaseView::waiting_since>("Since when somebody waits for us."),
        field<&CaseView::last_inbound_id>("The newest message from outside."),
        field<&CaseView::replies>("How many answers colleagues gave."),
        field<&CaseView::first_reply_at>("When a colleague answered first."),
        field<&CaseView::first_reply_by>("Who did, where it is known."),
        field<&CaseView::first_reply_minutes>("How long that took, without the pauses."),
        field<&CaseView::first_reply_business_minutes>("The same in business time."),
        field<&CaseView::resolved_at>("When it was resolved."),
        field<&CaseView::resolution_minutes>("How long that took, without the pauses."),
        field<&CaseView::resolution_business_minutes>("The same in business time."),
        field<&CaseView::reopened>("How often it was resolved and opened again."),
        field<&CaseView::is_paused>("Whether its clocks stand still: pending or resolved."),
        field<&CaseView::policy_id>(
            "The policy that its due times are from; absent: the built-in one."),
        field<&CaseView::due>("What is due next: the earlier of the two that follow."),
        field<&CaseView::reply_due>("When the next answer is due."),
        field<&CaseView::resolution_due>("When it is to be resolved."),
        field<&CaseView::is_overdue>("Whether something that was due was not done."),
        field<&CaseView::first_reply_missed>("Whether the first answer came, or is, late."),
        field<&CaseView::resolution_missed>("Whether it was not resolved in time."),
        field<&CaseView::revision>("The conversation's revision."));
  }
};

/// The case of a row of KITH_SERVICE_CASE_VIEW.
CaseView view_of(const Rows& rows);
/// The case of a conversation; `not_found` where there is none to see.
Result<CaseView> view_case(Reader& reader, ConversationId conversation);

}  // namespace kith::service
