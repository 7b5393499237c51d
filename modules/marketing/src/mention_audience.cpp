// SPDX-License-Identifier: Apache-2.0
#include "mention_audience.h"

#include <algorithm>
#include <array>

#include "mention_events.h"

namespace kith::marketing {

#define KITH_MARKETING_CHANNEL                                                    \
  "SELECT kith_channel.id, kith_channel.kind, kith_channel.name, "                \
  "marketing_audience.audience, coalesce(marketing_audience.revision, 0) "        \
  "FROM kith_channel LEFT JOIN marketing_audience ON marketing_audience.channel " \
  "= kith_channel.id "
constexpr Statement list_channels{"list_channels",
                                  KITH_MARKETING_CHANNEL "ORDER BY kith_channel.id"};
constexpr Statement find_channel{"find_channel",
                                 KITH_MARKETING_CHANNEL "WHERE kith_channel.id = $channel"};
#undef KITH_MARKETING_CHANNEL
constexpr Statement save_audience{
    "save_audience",
    "INSERT INTO marketing_audience(channel, audience, revision) "
    "VALUES($channel, $audience, $revision) ON CONFLICT(channel) "
    "DO UPDATE SET audience = excluded.audience, revision = excluded.revision"};

namespace {

constexpr std::array<std::string_view, 27> public_places = {
    "bluesky",   "community",     "communities", "discord",    "discourse",  "facebook",
    "fediverse", "forum",         "forums",      "hackernews", "instagram",  "lemmy",
    "linkedin",  "mastodon",      "playstore",   "reddit",     "review",     "reviews",
    "social",    "stackoverflow", "threads",     "tiktok",     "trustpilot", "twitter",
    "appstore",  "yelp",          "youtube"};
constexpr std::array<std::string_view, 7> private_places = {"direct",   "dm",    "dms",    "mail",
                                                            "messages", "inbox", "private"};

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool same_word(std::string_view left, std::string_view right) {
  const auto lower = [](char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  };
  return std::ranges::equal(left, right, {}, lower, lower);
}

template <std::size_t Size>
bool names_one_of(std::string_view text, const std::array<std::string_view, Size>& words) {
  while (!text.empty()) {
    const auto* const begin = std::ranges::find_if(text, &is_letter);
    const auto* const end = std::find_if_not(begin, text.end(), &is_letter);
    const std::string_view word(begin, end);
    if (std::ranges::any_of(words, [&](std::string_view each) { return same_word(each, word); })) {
      return true;
    }
    text = std::string_view(end, text.end());
  }
  return false;
}

ChannelView view_of(const Rows& rows) {
  const bool is_guessed = rows.is_null(3);
  return {.channel_id = rows.id_of<ChannelId>(0),
          .name = rows.string(2),
          .audience = is_guessed ? guessed_audience(rows.text(1), rows.text(2))
                                 : rows.enumerator<Audience>(3),
          .is_guessed = is_guessed,
          .revision = rows.integer(4)};
}

Result<ChannelView> load_channel(Reader& reader, ChannelId channel) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_channel, {{"channel", channel}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such channel.");
  }
  return view_of(*rows);
}

}  // namespace

Audience guessed_audience(std::string_view kind, std::string_view name) {
  const bool is_private = names_one_of(kind, private_places) || names_one_of(name, private_places);
  const bool is_public = names_one_of(kind, public_places) || names_one_of(name, public_places);
  return is_public && !is_private ? Audience::peers : Audience::brand;
}

Result<ChannelList> show_channels(QueryContext& context, const Nothing&) {
  ChannelList list;
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(list_channels));
  while (KITH_TRY(rows->next())) {
    list.items.push_back(view_of(*rows));
  }
  return list;
}

Result<std::map<ChannelId, Audience>> load_audiences(Reader& reader) {
  std::map<ChannelId, Audience> audiences;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_channels));
  while (KITH_TRY(rows->next())) {
    const ChannelView view = view_of(*rows);
    audiences[view.channel_id] = view.audience;
  }
  return audiences;
}

Result<ChannelView> show_channel(QueryContext& context, const OneChannel& input) {
  return load_channel(context.reader(), input.channel_id);
}

Result<void> change_audience(CommandContext& context, const ChangeAudience& input) {
  const ChannelView known = KITH_TRY(load_channel(context.reader(), input.channel_id));
  KITH_CHECK(context.check_revision(known.revision));
  context.run(save_audience, {{"channel", input.channel_id},
                              {"audience", static_cast<int>(input.audience)},
                              {"revision", known.revision + 1}});
  context.emit(input.channel_id.value, AudienceChanged{.audience = input.audience});
  return {};
}

Result<ChannelView> changed_audience(QueryContext& context, const ChangeAudience& input,
                                     const Created&) {
  return load_channel(context.reader(), input.channel_id);
}

}  // namespace kith::marketing
