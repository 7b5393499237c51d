// SPDX-License-Identifier: Apache-2.0
#include "conversation/push_api.h"

#include <fmt/format.h>

#include <kith/page_cursor.h>

#include "conversation/permissions.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr Statement list_attempts{
    "list_push_attempts",
    "SELECT push_attempt.id, outbox.message, push_attempt.started_at, push_attempt.duration, "
    "push_attempt.status, push_attempt.verdict, push_attempt.reason FROM push_attempt "
    "LEFT JOIN outbox ON outbox.id = push_attempt.outbox "
    "WHERE push_attempt.channel = $channel AND push_attempt.id < $place "
    "ORDER BY push_attempt.id DESC LIMIT $most"};

PushAttemptView attempt_of(const Rows& rows) {
  PushAttemptView view{.id = {rows.integer(0)},
                       .started_at = rows.time(2),
                       .duration_ms = static_cast<std::int32_t>(rows.integer(3) / 1000),
                       .verdict = static_cast<PushVerdict>(rows.integer(5)),
                       .reason = rows.string(6)};
  if (rows.integer(1) != 0) {
    view.message_id = MessageId{rows.integer(1)};
  }
  if (rows.integer(4) != 0) {
    view.status = static_cast<std::int32_t>(rows.integer(4));
  }
  return view;
}

}  // namespace

std::span<const Statement* const> push_api_statements() {
  static constexpr const Statement* all[] = {&list_attempts};
  return all;
}

PushView view_of(const ChannelPush& push) {
  PushView view{.channel_id = push.channel,
                .state = push.state,
                .url = push.url,
                .health = push.health,
                .revision = push.revision};
  if (push.set_at) {
    view.set_at = push.set_at;
  }
  return view;
}

PushAttemptView view_of_test(std::int64_t number, const PushAttempt& attempt) {
  PushAttemptView view{.id = {number},
                       .started_at = attempt.started_at,
                       .duration_ms = static_cast<std::int32_t>(attempt.duration.count() / 1000),
                       .verdict = attempt.verdict,
                       .reason = attempt.reason};
  if (attempt.status != 0) {
    view.status = attempt.status;
  }
  return view;
}

// The address of a receiver can be a secret of its own, so it takes more than seeing the channel.
Result<PushView> get_push(QueryContext& context, const OneChannel& input) {
  KITH_CHECK(context.require(channel_manage));
  return view_of(KITH_TRY(load_push(context.reader(), input.channel_id)));
}

Result<Page<PushAttemptView>> list_push_attempts(QueryContext& context,
                                                 const ListPushAttempts& input) {
  KITH_CHECK(context.require(channel_manage));
  KITH_TRY(load_push(context.reader(), input.channel_id));
  const std::string list = fmt::format("push_attempts {}", input.channel_id.value);
  const std::int64_t place = input.cursor ? KITH_TRY(open_page_cursor(list, *input.cursor)).key
                                          : std::numeric_limits<std::int64_t>::max();
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_attempts, {{"channel", input.channel_id}, {"place", place}, {"most", input.limit + 1}}));
  return read_page<PushAttemptView>(
      *rows, input.limit, list, &attempt_of,
      [](const PushAttemptView& last) { return PagePlace{last.id.value, last.id.value}; });
}

}  // namespace kith::conversation
