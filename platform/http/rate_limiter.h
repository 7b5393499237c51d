// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include <kith/time.h>

#include "base/clock.h"
#include "http/message.h"

namespace kith::http {

/// Routes whose calls are counted together.
enum class RateClass : std::uint8_t {
  read,   ///< GET
  write,  ///< everything that changes something
  heavy,  ///< searches, exports and reports, which cost more than they look
  open,   ///< what is public, counted by the client's address
};

/// How often one caller may call one class of routes.
struct RateLimit {
  std::uint32_t per_minute = 0;  ///< in the long run; 0: as often as they like
  std::uint32_t burst = 1;       ///< at once
};

/// How often one caller may call each class of routes.
struct RateLimits {
  RateLimit read{.per_minute = 60'000, .burst = 2'000};
  RateLimit write{.per_minute = 12'000, .burst = 600};
  RateLimit heavy{.per_minute = 600, .burst = 60};
  RateLimit open{.per_minute = 600, .burst = 120};
};

/// Whether a call may go on, and what its headers say.
struct RateVerdict {
  bool is_allowed = true;
  std::uint32_t remaining = 0;
  std::uint32_t seconds = 0;  ///< refused: until the next may go on; allowed: until all may
};

/// Counts calls in memory, a bucket of tokens for each caller and class. Holds a bounded number of
/// buckets; when there are too many callers at once, new ones share one. Safe from any thread.
class RateLimiter {
 public:
  RateLimiter(RateLimits limits, const Clock& clock) : limits_(limits), clock_(clock) {}

  /// Takes one token of `key`'s bucket for that class.
  RateVerdict take(std::string_view key, RateClass rate_class);
  /// The headers RateLimit-Policy and RateLimit; none where the class has no limit.
  void add_headers(Response& response, RateClass rate_class, const RateVerdict& verdict) const;

  static constexpr std::size_t most_buckets = 65'536;

 private:
  struct Bucket {
    double tokens = 0;
    Duration filled_at{};
  };
  struct KeyHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Bucket, KeyHash, std::equal_to<>> buckets;
    Duration swept_at{};
  };

  const RateLimit& limit(RateClass rate_class) const;
  bool is_full(Shard& shard, Duration now);
  Bucket& bucket(Shard& shard, std::string_view name, const RateLimit& limit, Duration now);

  RateLimits limits_;
  const Clock& clock_;
  std::array<Shard, 16> shards_;
};

/// What a client without a name is counted by: its IPv4 address, or the /64 of its IPv6 one, which
/// is what one household or attacker has.
std::string rate_key_of_peer(std::string_view peer);

}  // namespace kith::http
