// SPDX-License-Identifier: Apache-2.0
#include "conversation/channel_push.h"

#include "conversation/push_api.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr std::int64_t most_attempts_kept = 10'000;

#define KITH_PUSH(rest)                                                                        \
  "SELECT channel.id, COALESCE(channel_push.url, ''), channel_push.secrets, "                  \
  "COALESCE(channel_push.state, 0), COALESCE(channel_push.set_at, 0), channel.health, "        \
  "channel.revision, CASE WHEN EXISTS(SELECT 1 FROM outbox WHERE outbox.delivery = 1 AND "     \
  "outbox.channel = channel.id AND outbox.not_before <= $now) THEN 1 ELSE 0 END, channel.kind" \
  " FROM channel " rest
constexpr Statement find_push{
    "find_channel_push", KITH_PUSH("LEFT JOIN channel_push ON channel_push.channel = channel.id "
                                   "WHERE channel.id = $channel")};
constexpr Statement all_pushes{
    "all_channel_pushes",
    KITH_PUSH("JOIN channel_push ON channel_push.channel = channel.id ORDER BY channel.id")};
#undef KITH_PUSH
constexpr Statement write_push{
    "write_channel_push",
    "INSERT INTO channel_push(channel, url, secrets, state, set_at) "
    "VALUES($channel, $url, $secrets, $state, $now) ON CONFLICT(channel) DO UPDATE SET "
    "url = $url, secrets = $secrets, state = $state, set_at = $now"};
constexpr Statement remove_push{"remove_channel_push",
                                "DELETE FROM channel_push WHERE channel = $channel"};
constexpr Statement change_channel{
    "change_channel", "UPDATE channel SET revision = revision + 1 WHERE id = $channel"};
constexpr Statement write_health{
    "write_channel_health",
    "UPDATE channel SET health = $health WHERE id = $channel AND health <> $health"};
constexpr Statement insert_attempt{
    "insert_push_attempt",
    "INSERT INTO push_attempt(id, channel, outbox, started_at, duration, status, verdict, reason) "
    "VALUES($id, $channel, $outbox, $started_at, $duration, $status, $verdict, $reason)"};
constexpr Statement last_attempt{"last_push_attempt", "SELECT max(id) FROM push_attempt"};
constexpr Statement forget_attempts{"forget_push_attempts",
                                    "DELETE FROM push_attempt WHERE id <= $last"};

ChannelPush push_of(const Rows& rows) {
  return {.channel = {rows.integer(0)},
          .url = rows.string(1),
          .secrets = rows.string(2),
          .state = static_cast<PushState>(rows.integer(3)),
          .set_at = rows.time(4),
          .health = rows.string(5),
          .revision = rows.integer(6),
          .is_due = rows.integer(7) != 0};
}

std::string_view health_of(PushState state) {
  return state == PushState::gone ? health_push_gone : health_ok;
}

}  // namespace

std::span<const Statement* const> channel_push_statements() {
  static constexpr const Statement* all[] = {&find_push,      &all_pushes,     &write_push,
                                             &remove_push,    &change_channel, &write_health,
                                             &insert_attempt, &last_attempt,   &forget_attempts};
  return all;
}

Result<ChannelPush> load_push(Reader& reader, ChannelId channel) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_push, {{"channel", channel}, {"now", Time{}}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such channel.");
  }
  if (rows->text(8) != "api") {
    return fail(ErrorCode::rule, "Only a channel of the kind api can be pushed.");
  }
  return push_of(*rows);
}

Result<std::vector<ChannelPush>> list_pushes(Reader& reader, Time now) {
  std::vector<ChannelPush> pushes;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(all_pushes, {{"now", now}}));
  while (KITH_TRY(rows->next())) {
    pushes.push_back(push_of(*rows));
  }
  return pushes;
}

Result<void> save_push(store::Transaction& transaction, const events::Actor& actor,
                       const ChannelPush& push) {
  if (push.state == PushState::off) {
    KITH_CHECK(transaction.run(remove_push, {{"channel", push.channel}}));
  } else {
    KITH_CHECK(transaction.run(write_push, {{"channel", push.channel},
                                            {"url", push.url},
                                            {"secrets", Value::blob(push.secrets)},
                                            {"state", static_cast<std::int64_t>(push.state)},
                                            {"now", transaction.now()}}));
  }
  KITH_CHECK(transaction.run(change_channel, {{"channel", push.channel}}));
  KITH_CHECK(transaction.run(write_health,
                             {{"channel", push.channel}, {"health", health_of(push.state)}}));
  KITH_TRY(events::append_event(transaction, actor, push.channel.value,
                                ChannelPushChanged{.state = push.state}));
  return {};
}

Result<void> note_health(store::Transaction& transaction, ChannelId channel,
                         std::string_view health) {
  KITH_CHECK(transaction.run(write_health, {{"channel", channel}, {"health", health}}));
  if (transaction.changes() > 0) {
    KITH_TRY(events::append_event(transaction, {}, channel.value,
                                  ChannelHealthChanged{.health = std::string(health)}));
  }
  return {};
}

Result<std::int64_t> add_attempt(store::Transaction& transaction, const PushAttempt& attempt) {
  const std::int64_t id = KITH_TRY(transaction.reader().number(last_attempt)).value_or(0) + 1;
  KITH_CHECK(
      transaction.run(insert_attempt, {{"id", id},
                                       {"channel", attempt.channel},
                                       {"outbox", attempt.reply},
                                       {"started_at", attempt.started_at},
                                       {"duration", attempt.duration.count()},
                                       {"status", attempt.status},
                                       {"verdict", static_cast<std::int64_t>(attempt.verdict)},
                                       {"reason", attempt.reason}}));
  KITH_CHECK(transaction.run(forget_attempts, {{"last", id - most_attempts_kept}}));
  return id;
}

}  // namespace kith::conversation
