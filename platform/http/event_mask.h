// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <kith/caller.h>

namespace kith::http {

/// To follow what happens in the workspace, live or as a feed.
inline constexpr Permission event_log_read{"event.log.read",
                                           "follow what happens in the workspace"};

/// To follow also what is meant for a department, without being of it: named after the
/// department, so that a role that is kept out of one does not hear of it either.
inline constexpr Permission service_event_follow{"service.event.follow",
                                                 "follow the service department's events"};
inline constexpr Permission product_event_follow{"product.event.follow",
                                                 "follow the product department's events"};
inline constexpr Permission sales_event_follow{"sales.event.follow",
                                               "follow the sales department's events"};
inline constexpr Permission logistics_event_follow{"logistics.event.follow",
                                                   "follow the logistics department's events"};
inline constexpr Permission people_event_follow{"people.event.follow",
                                                "follow the people department's events"};
inline constexpr Permission marketing_event_follow{"marketing.event.follow",
                                                   "follow the marketing department's events"};

inline constexpr const Permission* event_permissions[] = {
    &event_log_read,         &service_event_follow, &product_event_follow,  &sales_event_follow,
    &logistics_event_follow, &people_event_follow,  &marketing_event_follow};

/// Which events somebody may see, compiled once from their permissions. A value.
class EventMask {
 public:
  static EventMask of(const Caller& caller);

  bool sees(Visibility visibility) const {
    if (visibility.key < 0) {
      return visibility.key == -member_.value;
    }
    return visibility.key < bits && (seen_ >> visibility.key & 1U) != 0;
  }
  MemberId member() const { return member_; }
  /// The same for all who see the same, but for what is private.
  std::uint64_t shared_part() const { return seen_; }

 private:
  static constexpr std::int64_t bits = 64;

  std::uint64_t seen_ = 0;  // bit 0: the workspace's, bit n: department n's
  MemberId member_;
};

/// Which types of events are asked for, by how their names begin. A value; empty takes all.
class TypeFilter {
 public:
  TypeFilter() = default;
  explicit TypeFilter(std::vector<std::string> prefixes);

  bool takes(std::string_view type) const;
  /// The same for filters that take the same prefixes.
  const std::vector<std::string>& prefixes() const { return prefixes_; }

 private:
  std::vector<std::string> prefixes_;  // sorted
};

}  // namespace kith::http
