// SPDX-License-Identifier: Apache-2.0
#include "conversation/channels_api.h"

#include <fmt/format.h>

#include "conversation/permissions.h"
#include "conversation/statement_lists.h"

namespace kith::conversation {
namespace {

constexpr std::string_view api_kind = "api";

#define KITH_CHANNEL_VIEW                                                            \
  "SELECT channel.id, kind, name, health, created_at, revision, COALESCE(state, 0) " \
  "FROM channel LEFT JOIN channel_push ON channel_push.channel = channel.id "
// Channels are few: accounts and inboxes that somebody connected by hand.
constexpr Statement view_channels{"view_channels",
                                  KITH_CHANNEL_VIEW "ORDER BY channel.id LIMIT 1000"};
constexpr Statement find_channel{"find_channel_by_name",
                                 KITH_CHANNEL_VIEW "WHERE kind = $kind AND name = $name"};
#undef KITH_CHANNEL_VIEW
constexpr Statement last_channel{"last_channel", "SELECT max(id) FROM channel"};
constexpr Statement insert_channel{
    "insert_channel",
    "INSERT INTO channel(id, kind, name, settings, secrets, cursor, health, revision, created_at) "
    "VALUES($id, $kind, $name, '{}', $secrets, '', 'ok', 1, $now)"};

ChannelView view_of(const Rows& rows) {
  return {.id = {rows.integer(0)},
          .kind = rows.string(1),
          .name = rows.string(2),
          .health = rows.string(3),
          .push = static_cast<PushState>(rows.integer(6)),
          .created_at = rows.time(4),
          .revision = rows.integer(5)};
}

Result<std::optional<ChannelView>> find_api_channel(Reader& reader, const std::string& name) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_channel, {{"kind", api_kind}, {"name", name}}));
  return KITH_TRY(rows->next()) ? std::optional(view_of(*rows)) : std::nullopt;
}

}  // namespace

std::span<const Statement* const> channels_api_statements() {
  static constexpr const Statement* all[] = {&view_channels, &find_channel, &last_channel,
                                             &insert_channel};
  return all;
}

Result<Page<ChannelView>> list_channels(QueryContext& context, const ListChannels&) {
  KITH_CHECK(context.require(channel_read));
  Page<ChannelView> page;
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(view_channels));
  while (KITH_TRY(rows->next())) {
    page.items.push_back(view_of(*rows));
  }
  return page;
}

// Its number is the next one of this snapshot: should two be connected in the same moment, the
// second is a conflict and is asked for again.
Result<void> add_channel(CommandContext& context, const NewChannel& input) {
  KITH_CHECK(context.caller().require(channel_manage));
  if (KITH_TRY(find_api_channel(context.reader(), input.name))) {
    return fail_at(ErrorCode::conflict, "/name", "There is a channel of this name already.");
  }
  const std::int64_t last = KITH_TRY(context.reader().number(last_channel)).value_or(0);
  context.run(insert_channel, {{"id", last + 1},
                               {"kind", api_kind},
                               {"name", input.name},
                               {"secrets", Value::blob("")},
                               {"now", context.now()}});
  context.emit(last + 1, ChannelAdded{.kind = std::string(api_kind)});
  return {};
}

Result<ChannelView> added_channel(QueryContext& context, const NewChannel& input, const Created&) {
  std::optional<ChannelView> view = KITH_TRY(find_api_channel(context.reader(), input.name));
  if (!view) {
    return fail(ErrorCode::not_found, "There is no such channel.");
  }
  return *std::move(view);
}

}  // namespace kith::conversation
