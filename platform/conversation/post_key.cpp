// SPDX-License-Identifier: Apache-2.0
#include "conversation/post_key.h"

#include <fmt/format.h>

#include <chrono>

namespace kith::conversation {
namespace {

/// Months since the year 0, always above 0 for a moment that RFC 3339 can say.
std::int64_t month_of(Time time) {
  const std::chrono::sys_time<Duration> moment{Duration{time.microseconds}};
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(moment)};
  return std::int64_t{int{day.year()}} * 12 + unsigned{day.month()};
}

}  // namespace

PostKey post_key(const HashKey& key, ChannelId channel, std::string_view native_id,
                 Time posted_at) {
  return {posted_at ? month_of(posted_at) : 0,
          keyed_hash(key, fmt::to_string(channel.value), native_id)};
}

KeyedHash version_key(const HashKey& key, ChannelId channel, std::string_view native_id,
                      std::string_view version) {
  return keyed_hash(key, fmt::format("version {} {}", channel.value, version), native_id);
}

KeyedHash identity_key(const HashKey& key, ChannelId channel, std::string_view native_id) {
  return keyed_hash(key, fmt::format("author {}", channel.value), native_id);
}

}  // namespace kith::conversation
