// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/context.h>

#include "case.h"

/// How cases and what belongs to them are kept: tables service_case, service_ask, service_pause.
namespace kith::service {

/// The columns of service_case in the order in which case_of() reads them.
#define KITH_SERVICE_CASE_COLUMNS                                                          \
  "service_case.conversation, service_case.state_since, service_case.status, "             \
  "service_case.priority, service_case.assignee, service_case.merged_into, "               \
  "service_case.opened_by, service_case.opened_at, service_case.opened_message, "          \
  "service_case.opened_thread, service_case.is_history, service_case.waiting_since, "      \
  "service_case.last_inbound, service_case.last_reply, service_case.replies, "             \
  "service_case.first_reply_at, service_case.first_reply_member, "                         \
  "service_case.first_reply_message, service_case.first_reply_minutes, "                   \
  "service_case.first_reply_business_minutes, service_case.resolved_at, "                  \
  "service_case.resolution_minutes, service_case.resolution_business_minutes, "            \
  "service_case.reopened, service_case.paused_since, service_case.policy, "                \
  "service_case.reply_due, service_case.resolution_due, service_case.first_reply_missed, " \
  "service_case.reply_is_late, service_case.resolution_missed, service_case.open_asks, "   \
  "service_case.left_out, service_case.pauses"

/// How many columns those are.
inline constexpr int case_columns = 34;

extern const Statement find_case;
extern const Statement save_case;
extern const Statement save_case_in_place;
extern const Statement save_ask;
extern const Statement change_ask;
extern const Statement move_ask;
extern const Statement change_left_out;
extern const Statement move_left_out;
extern const Statement move_left_out_of_thread;
extern const Statement list_pauses;
extern const Statement add_pause;

/// A case from a row that begins with KITH_SERVICE_CASE_COLUMNS; without its questions and pauses.
Case case_of(const Rows& rows);

/// The pauses of a case that has some, in order.
Result<std::vector<Pause>> load_pauses(Reader& reader, ConversationId conversation,
                                       std::int64_t most);

/// Writes what became of one question, or of those that a case leaves out, to service_ask.
void run_ask_change(ApplyContext& context, const AskChange& change);

/// The projection of cases. A row brings its open questions and its pauses along; saving it writes
/// service_case alone: service_ask and pauses are sets, which the fold changes by statements.
struct CaseTable {
  using Key = ConversationId;
  using Row = Case;
  static Result<std::optional<Case>> load(Reader& reader, Key key);
  /// The columns that lists and reports run along.
  struct Placement {
    CaseState state;
    Time since;
    Time due_at;
    MemberId assignee;
    Time opened_at;
    bool operator==(const Placement&) const = default;
  };
  static Placement placement(const Case& row);
  static void save(WriteSet& writes, const Case& row);
  static void save_in_place(WriteSet& writes, const Case& row);
};

}  // namespace kith::service
