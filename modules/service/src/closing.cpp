// SPDX-License-Identifier: Apache-2.0
#include "closing.h"

#include <limits>

namespace kith::service {

constexpr Statement add_closing{
    "add_closing",
    "INSERT INTO service_closing(conversation, closed_at, message, reopened_at, returned_at, "
    "returned_by) VALUES($conversation, $closed_at, $message, 0, 0, 0) "
    "ON CONFLICT(conversation, closed_at) DO UPDATE SET reopened_at = 0"};
constexpr Statement reopen_closing{
    "reopen_closing",
    "UPDATE service_closing SET reopened_at = $at WHERE conversation = $conversation "
    "AND closed_at = (SELECT max(closed_at) FROM service_closing "
    "WHERE conversation = $conversation)"};
constexpr Statement return_to_closing{
    "return_to_closing",
    "UPDATE service_closing SET returned_at = $at, returned_by = $message "
    "WHERE conversation = $conversation AND closed_at <= $at AND returned_at = 0"};
constexpr Statement begin_late{
    "begin_late",
    "INSERT INTO service_late(conversation, started_at, ended_at, message) "
    "VALUES($conversation, $at, $never, $message) "
    "ON CONFLICT(conversation, started_at) DO UPDATE SET ended_at = excluded.ended_at"};
constexpr Statement end_late{
    "end_late",
    "UPDATE service_late SET ended_at = $at WHERE conversation = $conversation "
    "AND ended_at = $never"};

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

}  // namespace

void note_closing(ApplyContext& context, const Case& row) {
  context.run(add_closing, {{"conversation", row.conversation},
                            {"closed_at", row.resolution.at},
                            {"message", row.opening.message}});
}

void note_reopening(ApplyContext& context, const Case& row, Time at) {
  context.run(reopen_closing, {{"conversation", row.conversation}, {"at", at}});
}

void note_return(ApplyContext& context, ConversationId conversation, const Ask& ask) {
  context.run(return_to_closing,
              {{"conversation", conversation}, {"at", ask.asked_at}, {"message", ask.message}});
}

void note_lateness(ApplyContext& context, const Case& row, Time at) {
  if (row.is_overdue()) {
    context.run(begin_late, {{"conversation", row.conversation},
                             {"at", at},
                             {"never", never},
                             {"message", row.opening.message}});
  } else {
    context.run(end_late, {{"conversation", row.conversation}, {"at", at}, {"never", never}});
  }
}

}  // namespace kith::service
