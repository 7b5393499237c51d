// SPDX-License-Identifier: Apache-2.0
#include "http/rate_limiter.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/hash.h"

namespace kith::http {
namespace {

constexpr std::size_t kept_bytes_of_ipv6 = 8;
constexpr Duration time_between_sweeps = std::chrono::seconds(1);

double tokens_per_second(const RateLimit& limit) {
  return limit.per_minute / 60.0;
}

std::string_view word(RateClass rate_class) {
  switch (rate_class) {
    case RateClass::read: return "read";
    case RateClass::write: return "write";
    case RateClass::heavy: return "heavy";
    case RateClass::open: return "open";
  }
  return "open";
}

double refilled(double tokens, Duration since, const RateLimit& limit) {
  const double seconds = std::chrono::duration<double>(since).count();
  return std::min<double>(limit.burst, tokens + std::max(0.0, seconds) * tokens_per_second(limit));
}

}  // namespace

const RateLimit& RateLimiter::limit(RateClass rate_class) const {
  switch (rate_class) {
    case RateClass::read: return limits_.read;
    case RateClass::write: return limits_.write;
    case RateClass::heavy: return limits_.heavy;
    case RateClass::open: return limits_.open;
  }
  return limits_.open;
}

RateLimiter::Bucket& RateLimiter::bucket(Shard& shard, std::string_view name,
                                         const RateLimit& limit, Duration now) {
  auto found = shard.buckets.find(name);
  if (found == shard.buckets.end() && is_full(shard, now)) {
    name = name.substr(0, name.find(' '));  // the class without a caller: shared by the crowd
    found = shard.buckets.find(name);
  }
  if (found == shard.buckets.end()) {
    const Bucket full{.tokens = static_cast<double>(limit.burst), .filled_at = now};
    found = shard.buckets.emplace(name, full).first;
  }
  return found->second;
}

bool RateLimiter::is_full(Shard& shard, Duration now) {
  const std::size_t most = most_buckets / shards_.size();
  if (shard.buckets.size() < most) {
    return false;
  }
  // Looking through all buckets for each newcomer would make a flood of them the better attack.
  if (now - shard.swept_at >= time_between_sweeps) {
    shard.swept_at = now;
    // A minute fills any bucket that matters, so older ones say nothing any more.
    std::erase_if(shard.buckets, [&](const auto& each) {
      return now - each.second.filled_at > std::chrono::minutes(1);
    });
  }
  return shard.buckets.size() >= most;
}

RateVerdict RateLimiter::take(std::string_view key, RateClass rate_class) {
  const RateLimit& rule = limit(rate_class);
  if (rule.per_minute == 0) {
    return {};
  }
  std::string name(word(rate_class));
  name.append(1, ' ').append(key);
  Shard& shard = shards_[std::hash<std::string>{}(name) % shards_.size()];
  const Duration now = clock_.steady();
  const std::lock_guard lock(shard.mutex);
  Bucket& held = bucket(shard, name, rule, now);
  held.tokens = refilled(held.tokens, now - held.filled_at, rule);
  held.filled_at = now;
  RateVerdict verdict;
  verdict.is_allowed = held.tokens >= 1;
  if (verdict.is_allowed) {
    held.tokens -= 1;
  }
  const double missing = verdict.is_allowed ? rule.burst - held.tokens : 1 - held.tokens;
  verdict.remaining = static_cast<std::uint32_t>(held.tokens);
  verdict.seconds =
      static_cast<std::uint32_t>(std::max(1.0, std::ceil(missing / tokens_per_second(rule))));
  return verdict;
}

void RateLimiter::add_headers(Response& response, RateClass rate_class,
                              const RateVerdict& verdict) const {
  const RateLimit& rule = limit(rate_class);
  if (rule.per_minute == 0) {
    return;
  }
  response.headers.emplace_back(
      "RateLimit-Policy", fmt::format(R"("{}";q={};w=60)", word(rate_class), rule.per_minute));
  response.headers.emplace_back("RateLimit", fmt::format(R"("{}";r={};t={})", word(rate_class),
                                                         verdict.remaining, verdict.seconds));
  if (!verdict.is_allowed) {
    response.headers.emplace_back("Retry-After", fmt::format("{}", verdict.seconds));
  }
}

std::string rate_key_of_peer(std::string_view peer) {
  std::string text(peer);
  in6_addr address{};
  if (inet_pton(AF_INET6, text.c_str(), &address) != 1) {
    return text;
  }
  return hex({reinterpret_cast<const char*>(&address), kept_bytes_of_ipv6});
}

}  // namespace kith::http
